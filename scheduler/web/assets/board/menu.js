/** The menu of a bar: by right click, by the menu key, or by Shift+F10. */

import { LOCKS, setLock, takeOff } from "./deeds.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { hideTip } from "./overlay.js";

let open = null;
let opener = null;

/** Open the menu of the bar that the event came from. */
export function openMenu(board, event) {
  const element = event.target.closest?.(".tl-bar");
  if (!element) return;
  event.preventDefault();
  closeMenu();
  hideTip();
  opener = element;
  const { id } = element.bar;
  const lock = board.plan.doc.locks[id] || "";
  const item = (label, act, checked) => h("button", {
    type: "button", role: checked === undefined ? "menuitem" : "menuitemradio", "aria-checked": checked === undefined ? null : String(checked), tabindex: "-1",
    on: { click: () => { closeMenu(); act(); } },
  }, label);
  open = h("div", { class: "menu", role: "menu", "aria-label": board.plan.eventName(id), on: { keydown: walk } },
    item(t("details"), () => board.open(id)), item(t("options"), () => board.panel.ask("options", id)), item(t("whyHere"), () => board.panel.ask("explain", id)),
    h("div", { role: "group", "aria-label": t("locked") }, LOCKS.map((what) => item(t(`setLock.${what || "none"}`), () => setLock(board, id, what), what === lock))),
    item(t("takeOff"), () => takeOff(board, id)));
  document.body.append(open);
  const box = element.getBoundingClientRect();
  const [x, y] = event.clientX || event.clientY ? [event.clientX, event.clientY] : [box.left, box.bottom];
  open.style.left = `${Math.max(8, Math.min(x, innerWidth - open.offsetWidth - 8))}px`;
  open.style.top = `${Math.max(8, Math.min(y, innerHeight - open.offsetHeight - 8))}px`;
  open.querySelector("button").focus();
  addEventListener("pointerdown", outside, true);
}

export function closeMenu() {
  if (!open) return;
  open.remove();
  open = null;
  removeEventListener("pointerdown", outside, true);
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

function outside(event) {
  if (!open.contains(event.target)) closeMenu();
}

function walk(event) {
  const items = [...open.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else if (to !== undefined) items[to].focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
