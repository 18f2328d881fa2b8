"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const at = id => document.getElementById(id);
const now = { language: data.language, path: 0, step: 0, part: "paths" };

const say = (key, values = {}) =>
  (data.words[now.language][key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const bare = path => path.replace(/\[\d+\]/g, "");
const labels = new Map(data.questions.map(each => [each.path, each.label]));
const labelOf = path => labels.get(bare(path))?.[now.language] || path.split("/").at(-1);

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Text with its bold runs; offsets are UTF-16 units, as those of strings here. */
function marked(card) {
  const parts = [];
  let from = 0;
  for (const [offset, length] of card.entities) {
    parts.push(card.text.slice(from, offset), make("b", { textContent: card.text.slice(offset, offset + length) }));
    from = offset + length;
  }
  return [...parts, card.text.slice(from)];
}

const walk = () => data.paths[now.path];
const step = () => walk().steps[now.step];
const card = () => data.cards[step().cards[now.language]];

function summary(path) {
  const decisive = new Set(data.decisive);
  const said = path.steps.filter(each => decisive.has(bare(each.path))).map(each => each.said[now.language] ?? "");
  return [path.role, ...said].filter(Boolean).join(" · ");
}

function go(path, place, focus = false) {
  now.path = Math.max(0, Math.min(path, data.paths.length - 1));
  now.step = Math.max(0, Math.min(place, walk().steps.length - 1));
  history.replaceState(null, "", `#${now.path + 1}.${now.step + 1}`);
  draw();
  if (focus) at("phone").scrollIntoView({ block: "nearest" });
}

function drawCard() {
  const shown = card();
  const rows = shown.rows.map(row => make("div", { className: "row" }, ...row.map(text => make("span", { className: "key", textContent: text }))));
  const parts = [make("div", { className: "bubble" }, ...marked(shown)), make("div", { className: "keyboard" }, ...rows)];
  const said = step().said[now.language];
  if (said !== undefined) {
    parts.push(make("div", { className: "bubble mine" }, make("span", { textContent: say("answer_given") }), said || say("nothing")));
  }
  at("screen").replaceChildren(...parts);
  at("place").textContent = say("place", { place: now.step + 1, count: walk().steps.length });
  at("back").disabled = now.step === 0;
  at("next").disabled = now.step === walk().steps.length - 1;
}

function drawFacts() {
  const shown = card();
  const measures = [
    ["points", `${shown.points} / 4096`, "text"],
    ["units", `${shown.units} / 4096`, "text"],
    ["buttons", `${shown.buttons} / 100`, "keyboard"],
    ["widest", `${Math.max(0, ...shown.rows.map(row => row.length))} / 8`, "row"],
    ["bytes", `${shown.bytes} / 64`, "callback"],
  ];
  at("measures").replaceChildren(...measures.map(([key, value, fault]) => {
    const broken = shown.faults.includes(fault);
    const verdict = make("td", { textContent: say(broken ? "too_much" : "fits"), className: broken ? "broken" : "" });
    return make("tr", {}, make("th", { scope: "row", textContent: say(key) }), make("td", { textContent: value }), verdict);
  }));
  at("name").textContent = step().path || say("review");
  const last = now.step === walk().steps.length - 1;
  at("stuck").textContent = last && walk().stuck ? say("stuck") : "";
  at("answers").replaceChildren(...walk().steps.map((each, place) => {
    const title = each.path ? labelOf(each.path) : say("review");
    const button = make("button", { onclick: () => go(now.path, place, true) }, title, make("small", { textContent: each.said[now.language] ?? "" }));
    if (place === now.step) button.setAttribute("aria-current", "step");
    return make("li", {}, button);
  }));
}

function drawChoice() {
  at("method").textContent = say(`method_${data.method}`, { found: data.found, shown: data.paths.length });
  const broken = data.cards.filter(each => each.faults.length).length;
  at("limits").textContent = say(broken ? "limits_broken" : "limits_kept", { count: data.cards.length, broken });
  at("limits").className = broken ? "broken" : "";
  const titles = data.paths.map((path, place) => say("path", { number: place + 1, count: path.steps.length }));
  at("select").replaceChildren(...titles.map((title, place) => make("option", { value: place, textContent: `${title} ${summary(data.paths[place])}`, selected: place === now.path })));
  at("list").replaceChildren(...titles.map((title, place) => {
    const button = make("button", { onclick: () => go(place, 0) }, title, make("small", { textContent: summary(data.paths[place]) }));
    if (place === now.path) button.setAttribute("aria-current", "true");
    return make("li", {}, button);
  }));
}

function drawFound() {
  const wanted = at("search").value.trim().toLocaleLowerCase();
  const hits = wanted && data.questions.filter(each =>
    `${each.path} ${Object.values(each.label).join(" ")}`.toLocaleLowerCase().includes(wanted)).slice(0, 30);
  at("found").hidden = !wanted;
  const items = (hits || []).map(each => {
    const place = first(each.path);
    const where = place ? say("path_and_place", { path: place[0] + 1, place: place[1] + 1 }) : say("never_asked");
    return make("li", {}, make("button", { disabled: !place, onclick: () => go(...place, true) }, labelOf(each.path), make("small", { textContent: where })));
  });
  at("found").replaceChildren(...(items.length ? items : [make("li", { textContent: say("nothing_found") })]));
}

/** Where a question is asked: on the path that lies open, else on the first that has it. */
function first(path) {
  for (const place of [now.path, ...data.paths.keys()]) {
    const found = data.paths[place].steps.findIndex(each => bare(each.path) === path);
    if (found >= 0) return [place, found];
  }
  return null;
}

function drawChanges() {
  at("tab-changes").textContent = say("changes", { count: data.against?.changes.length ?? 0 });
  if (!data.against) {
    at("changes").replaceChildren(make("p", { textContent: say("nothing_before") }));
    return;
  }
  const { version, changes } = data.against;
  const heading = make("p", { textContent: say(changes.length ? "compared" : "unchanged", { version }) });
  const parts = [["change.scored", true], ["change.others", false]].map(([word, scored]) => {
    const items = changes.filter(change => change.scored === scored)
      .map(change => make("li", { textContent: change.said[now.language] }));
    return items.length ? [make("h2", { textContent: say(word) }), make("ul", {}, ...items)] : [];
  });
  at("changes").replaceChildren(heading, ...parts.flat());
}

function drawFrame() {
  document.documentElement.lang = now.language;
  document.title = `${data.form.title} · Pandu`;
  at("title").textContent = data.form.title;
  at("version").textContent = say("version", data.form);
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  at("back").textContent = say("back");
  at("next").textContent = say("next");
  at("languages").replaceChildren(...Object.keys(data.words).map(code => {
    const button = make("button", { textContent: data.words[code].name, lang: code, onclick: () => { now.language = code; draw(); } });
    button.setAttribute("aria-pressed", String(code === now.language));
    return button;
  }));
  for (const part of ["paths", "changes"]) {
    at(part).hidden = part !== now.part;
    at(`tab-${part}`).setAttribute("aria-selected", String(part === now.part));
  }
}

function draw() {
  drawFrame();
  drawChoice();
  drawFound();
  drawCard();
  drawFacts();
  drawChanges();
}

at("back").onclick = () => go(now.path, now.step - 1);
at("next").onclick = () => go(now.path, now.step + 1);
at("select").onchange = event => go(Number(event.target.value), 0);
at("search").oninput = drawFound;
for (const part of ["paths", "changes"]) at(`tab-${part}`).onclick = () => { now.part = part; draw(); };
document.addEventListener("keydown", event => {
  if (event.target.closest("input, select") || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "ArrowRight") go(now.path, now.step + 1);
  if (event.key === "ArrowLeft") go(now.path, now.step - 1);
});
const [path, place] = location.hash.slice(1).split(".").map(Number);
go((path || 1) - 1, (place || 1) - 1);
