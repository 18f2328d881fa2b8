// How nodes are made. Data only ever becomes text nodes and properties, never markup.

export const at = (id) => document.getElementById(id);

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.classList.add("icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function button(properties, onClick, ...children) {
  const made = element("button", { type: "button", ...properties }, ...children);
  made.addEventListener("click", onClick);
  return made;
}

export function avatar(name, number, node = element("span", { className: "avatar" })) {
  node.setAttribute("aria-hidden", "true");
  node.style.setProperty("--hue", (number * 67) % 360);
  node.textContent = name.split(/\s+/).slice(0, 2).map((part) => [...part][0]).join("");
  return node;
}

// Arrow keys move the focus among `nodes`; true when the key was one of ours.
export function arrows(event, nodes) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || nodes.length === 0) return false;
  event.preventDefault();
  const place = nodes.indexOf(document.activeElement);
  nodes.at(place < 0 && step < 0 ? -1 : (place + step) % nodes.length).focus();
  return true;
}

// Menus are <details>: one open at a time, closed by Escape, by a click elsewhere, by a choice.
export function closeMenus(except) {
  const open = [...document.querySelectorAll("details[open]")].filter((each) => each !== except);
  for (const menu of open) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
  return open.length > 0;
}

// While the click is still on its way down: a dialog it opens gives the focus back to the summary.
document.addEventListener("click", (event) => {
  if (!event.target.closest(".menu") || event.target.closest("button")) {
    closeMenus(event.target.closest("summary")?.parentElement);
  }
}, true);
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[open]");
  if (menu) arrows(event, [...menu.querySelectorAll(".menu button")]);
});
