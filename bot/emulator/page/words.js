// The page's own words in both languages: they are no part of the product's catalogues.

const WORDS = {
  id: {
    otherLanguage: "Switch to English", dark: "Warna gelap", light: "Warna terang",
    search: "Cari nama atau kantor", nobody: "Tidak ada yang cocok.",
    explains: "Peragaan di komputer ini, tanpa Telegram. Pilih seseorang dan peganglah ponselnya. Orang dan jawabannya rekaan.",
    welcome: "Selamat datang di Pandu", choose: "Pilih seseorang dari daftar, lalu mengobrollah dengan bot sebagai orang itu.",
    chats: "Obrolan", chatOf: "Obrolan {name}", back: "Kembali ke daftar", more: "Menu obrolan",
    close: "Tutup", closeChat: "Tutup obrolan ini", beside: "Buka di samping", besideOf: "Buka {name} di samping",
    messages: "Pesan", down: "Ke pesan terakhir", fromYou: "Anda",
    start: "MULAI", unblock: "BUKA BLOKIR", block: "Blokir bot", clear: "Hapus riwayat obrolan",
    empty: "{name} belum pernah menulis kepada {bot}.", emptyInvited: "{name} menerima undangan dari {bot}. Tekan MULAI untuk membukanya.",
    commands: "Perintah bot", keys: "Papan tombol", attach: "Lampirkan", type: "Tulis pesan", send: "Kirim",
    typeAs: "Pesan {name} …", typing: "{bot} mengetik …",
    photo: "Foto", video: "Video", audio: "Suara", video_note: "Video", animation: "Video", document: "Berkas", contact: "Kontak", location: "Lokasi", sticker: "Stiker", voice: "Pesan suara",
    via: "lewat @{bot}", results: "Hasil pencarian", noResults: "Tidak ada hasil.",
    attachment: "Lampiran", enlarge: "Perbesar foto", download: "Unduh", map: "Buka peta",
    sure: "Bagikan?", share: "Bagikan", cancel: "Batal", understood: "Mengerti", place: "Tempat",
    shareContact: "{bot} akan menerima nama dan nomor telepon Anda.", shareLocation: "{bot} akan menerima tempat yang Anda pilih.",
    edited: "diedit", unread: "belum dibaca", blocked: "diblokir", copied: "Disalin", refused: "Tidak berhasil: {reason}",
    offline: "Terputus dari server. Mencoba lagi …",

    panel: "Di balik layar", up: "Bot berjalan", restarting: "Bot mati, sedang dinyalakan lagi …",
    cutOff: "Bot berjalan tanpa jaringan", unknown: "Keadaan bot tidak diketahui",
    unsupervised: "Mematikan bot dan memajukan jam hanya dapat dilakukan di bawah “pandu demo”, yang menyalakan bot kembali.",
    kill: "Matikan bot", killNote: "Mendadak, seperti listrik padam. Bot dinyalakan lagi dan meneruskan dari titik terakhir.",
    cut: "Putuskan jaringan", cutNote: "Bot tak dapat mencapai Telegram. Pesan menunggu sampai jaringan kembali.",
    clock: "Jam peragaan", jump: "Maju satu hari", clockNote: "Hanya jam peragaan ini; jam komputer Anda tetap.",
    happened: "Yang terjadi", nothingYet: "Belum ada apa-apa. Cobalah mematikan bot, lalu tetap menjawab.",
    killed: "Bot dimatikan.", cameBack: "Bot kembali setelah {seconds} detik.",
    cutNow: "Jaringan diputus.", connected: "Jaringan kembali setelah {seconds} detik.",
    nothingLost: "Yang menunggu: {count}. Semuanya sudah diterima bot; tidak ada yang hilang.",
    nothingWaited: "Tidak ada pesan yang menunggu.", jumped: "Jam peragaan maju ke {day}.",
    botDown: "Bot sedang mati. Teruslah menjawab; yang menunggu: {count}.",
    networkDown: "Jaringan terputus. Teruslah menjawab; yang menunggu: {count}.",
    catchingUp: "Bot kembali dan mengambil yang menunggu: {count}.",

    tour: "Tur singkat", tourBegin: "Mulai tur", later: "Nanti saja", skip: "Lewati", endTour: "Akhiri tur",
    tourOffer: "Baru di sini? Ikuti tur tiga menit dengan bot yang sungguh berjalan.",
    tourOpen: "Anda {name}, petugas layanan di Kupang. Buka obrolannya di daftar.",
    tourStart: "{name} diundang mengisi penilaian mandiri. Tekan MULAI.",
    tourTap: "Jawablah dengan mengetuk tombol di bawah pesan: setujui, lalu lanjut.",
    tourType: "Mengetik juga boleh. Tulis nomor jawaban, misalnya 1, lalu kirim.",
    tourLanguage: "Ganti bahasa di tengah jalan: pilih /bahasa dari menu perintah. Semua jawaban tetap ada.",
    tourKill: "Sekarang matikan bot di “Di balik layar”, lalu jawab terus. Tidak ada yang hilang.",
    tourReport: "Jadilah {name}, koordinator di Jakarta: buka obrolannya, tekan MULAI, lalu kirim /laporan.",
    tourEnd: "Selesai. Silakan mencoba apa saja; di sini tidak ada yang dapat rusak.",
  },
  en: {
    otherLanguage: "Ganti ke bahasa Indonesia", dark: "Dark colours", light: "Light colours",
    search: "Find a name or an office", nobody: "Nobody fits.",
    explains: "A demo on this computer, without Telegram. Pick a person and hold that person's phone. People and answers are invented.",
    welcome: "Welcome to Pandu", choose: "Pick a person from the list and chat with the bot as that person.",
    chats: "Chats", chatOf: "Chat of {name}", back: "Back to the list", more: "Chat menu",
    close: "Close", closeChat: "Close this chat", beside: "Open beside", besideOf: "Open {name} beside",
    messages: "Messages", down: "To the last message", fromYou: "You",
    start: "START", unblock: "UNBLOCK", block: "Block the bot", clear: "Clear chat history",
    empty: "{name} has not written to {bot} yet.", emptyInvited: "{name} has an invitation from {bot}. Press START to open it.",
    commands: "Bot commands", keys: "Keyboard", attach: "Attach", type: "Write a message", send: "Send",
    typeAs: "Message as {name} …", typing: "{bot} is typing …",
    photo: "Photo", video: "Video", audio: "Sound", video_note: "Video", animation: "Video", document: "File", contact: "Contact", location: "Location", sticker: "Sticker", voice: "Voice message",
    via: "via @{bot}", results: "Search results", noResults: "No results.",
    attachment: "Attachment", enlarge: "Enlarge the photo", download: "Download", map: "Open map",
    sure: "Share?", share: "Share", cancel: "Cancel", understood: "OK", place: "Place",
    shareContact: "{bot} will receive your name and phone number.", shareLocation: "{bot} will receive the place you pick.",
    edited: "edited", unread: "unread", blocked: "blocked", copied: "Copied", refused: "That did not work: {reason}",
    offline: "Disconnected from the server. Trying again …",

    panel: "Behind the scenes", up: "The bot is running", restarting: "The bot is down and being restarted …",
    cutOff: "The bot runs without network", unknown: "It is not known how the bot is",
    unsupervised: "Killing the bot and moving the clock need “pandu demo”, which starts the bot again.",
    kill: "Kill the bot", killNote: "At once, like a power cut. It is started again and goes on where it was.",
    cut: "Cut the network", cutNote: "The bot cannot reach Telegram. Messages wait until the network is back.",
    clock: "Clock of the demo", jump: "Jump a day", clockNote: "The demo's clock only; your computer's stays.",
    happened: "What happened", nothingYet: "Nothing yet. Try killing the bot, and answer on.",
    killed: "The bot was killed.", cameBack: "The bot was back after {seconds} s.",
    cutNow: "The network was cut.", connected: "The network was back after {seconds} s.",
    nothingLost: "What waited: {count}. The bot has received all of it; nothing is lost.",
    nothingWaited: "No message was waiting.", jumped: "The demo's clock jumped to {day}.",
    botDown: "The bot is down. Just go on answering; waiting: {count}.",
    networkDown: "The network is cut. Just go on answering; waiting: {count}.",
    catchingUp: "The bot is back and fetches what waits: {count}.",

    tour: "Short tour", tourBegin: "Begin the tour", later: "Later", skip: "Skip", endTour: "End the tour",
    tourOffer: "New here? Take a three-minute tour with the bot really running.",
    tourOpen: "You are {name}, at the front desk in Kupang. Open her chat in the list.",
    tourStart: "{name} is invited to the self-assessment. Press START.",
    tourTap: "Answer by tapping the buttons below the message: agree, then go on.",
    tourType: "Typing works too. Write the number of an answer, say 1, and send it.",
    tourLanguage: "Switch the language midway: pick /bahasa from the command menu. All answers stay.",
    tourKill: "Now kill the bot in “Behind the scenes”, and answer on. Nothing is lost.",
    tourReport: "Be {name}, coordinator in Jakarta: open her chat, press START, then send /laporan.",
    tourEnd: "That is all. Try whatever you like; nothing can break here.",
  },
};

let language = localStorage.getItem("language") === "en" ? "en" : "id";

export const currentLanguage = () => language;
export const word = (key, values = {}) => WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

// Puts the words into every node of `root` that asks for them by a data attribute.
export function speakIn(root) {
  for (const each of root.querySelectorAll("[data-word]")) each.textContent = word(each.dataset.word);
  for (const each of root.querySelectorAll("[data-placeholder]")) each.placeholder = word(each.dataset.placeholder);
  for (const each of root.querySelectorAll("[data-label]")) {
    each.setAttribute("aria-label", word(each.dataset.label));
    if (each.matches("button, summary, a")) each.title = word(each.dataset.label);
  }
}

export function speak(chosen) {
  language = chosen;
  localStorage.setItem("language", chosen);
  document.documentElement.lang = chosen;
  speakIn(document);
}
