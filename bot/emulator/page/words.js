// The page's own words: they are no part of the product's catalogues.

const WORDS = {
  id: {
    people: "Orang", language: "Bahasa", search: "Cari nama", nobody: "Belum ada orang.",
    explains: "Telegram tiruan di komputer ini. Pilih seseorang dan mengobrollah dengan bot sebagai orang itu.",
    choose: "Pilih seseorang dari daftar.", back: "Kembali ke daftar", more: "Menu obrolan",
    messages: "Pesan", start: "MULAI", unblock: "BUKA BLOKIR", block: "Blokir bot",
    clear: "Hapus riwayat obrolan", sticker: "Kirim stiker", voice: "Kirim pesan suara",
    commands: "Perintah bot", attach: "Lampirkan dokumen", type: "Tulis pesan", send: "Kirim",
    offline: "Terputus dari server. Mencoba lagi …", edited: "diedit", unread: "belum dibaca",
    blocked: "diblokir", typing: "mengetik …", download: "Unduh", photo: "Gambar",
    voiceMessage: "Pesan suara", you: "Anda", copied: "Disalin",
    failed: "Tidak berhasil", empty: "Belum ada pesan.",
  },
  en: {
    people: "People", language: "Language", search: "Find a name", nobody: "There is nobody yet.",
    explains: "A make-believe Telegram on this computer. Pick a person and chat with the bot as that person.",
    choose: "Pick a person from the list.", back: "Back to the list", more: "Chat menu",
    messages: "Messages", start: "START", unblock: "UNBLOCK", block: "Block the bot",
    clear: "Clear chat history", sticker: "Send a sticker", voice: "Send a voice message",
    commands: "Bot commands", attach: "Attach a document", type: "Write a message", send: "Send",
    offline: "Disconnected from the server. Trying again …", edited: "edited", unread: "unread",
    blocked: "blocked", typing: "typing …", download: "Download", photo: "Picture",
    voiceMessage: "Voice message", you: "You", copied: "Copied",
    failed: "That did not work", empty: "No messages yet.",
  },
};

let language = localStorage.getItem("language") === "en" ? "en" : "id";

export const currentLanguage = () => language;
export const word = (key) => WORDS[language][key];

// Puts the words of `chosen` into every element that asks for them by a data attribute.
export function speak(chosen) {
  language = chosen;
  localStorage.setItem("language", chosen);
  document.documentElement.lang = chosen;
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = word(each.dataset.word);
  for (const each of document.querySelectorAll("[data-label]")) {
    each.setAttribute("aria-label", word(each.dataset.label));
  }
  for (const each of document.querySelectorAll("[data-title]")) each.title = word(each.dataset.title);
  for (const each of document.querySelectorAll("[data-placeholder]")) {
    each.placeholder = word(each.dataset.placeholder);
  }
}
