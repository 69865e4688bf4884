/** A menu that opens at a point, walks by arrows and closes by Escape or a click beside it. */

import { h } from "./dom.js";

let open = null;
let opener = null;

/** An entry; `checked` makes it one of a choice, `href` a link. */
export function entry(label, act, { id, checked, href } = {}) {
  const role = checked === undefined ? "menuitem" : "menuitemradio";
  const props = { id, role, tabindex: "-1", "aria-checked": checked === undefined ? null : String(checked) };
  if (href) return h("a", { ...props, href, download: true, on: { click: () => closePopup() } }, label);
  return h("button", { type: "button", ...props, on: { click: () => { closePopup(); act(); } } }, label);
}

/** Entries that belong together, between lines. */
export function entries(label, ...children) {
  return h("div", { role: "group", "aria-label": label }, children);
}

/** Open a menu for `element`, at a point or under it. */
export function openPopup(element, label, children, x = 0, y = 0) {
  closePopup();
  opener = element;
  open = h("div", { class: "menu", role: "menu", "aria-label": label, on: { keydown: walk } }, children);
  document.querySelector("main").append(open);
  const box = element.getBoundingClientRect();
  const [left, top] = x || y ? [x, y] : [box.left, box.bottom + 4];
  open.style.left = `${Math.max(8, Math.min(left, innerWidth - open.offsetWidth - 8))}px`;
  open.style.top = `${Math.max(8, Math.min(top, innerHeight - open.offsetHeight - 8))}px`;
  items()[0].focus();
  addEventListener("pointerdown", outside, true);
}

export function closePopup() {
  if (!open) return;
  open.remove();
  open = null;
  removeEventListener("pointerdown", outside, true);
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

function items() {
  return [...open.querySelectorAll("[role^=menuitem]")];
}

function outside(event) {
  if (!open.contains(event.target)) closePopup();
}

function walk(event) {
  const all = items();
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") closePopup();
  else if (to !== undefined) all[to].focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
