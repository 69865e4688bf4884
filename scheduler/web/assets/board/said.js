/** What the board says: aloud to screen readers, and in a toast with a way back. */

import { h } from "./dom.js";
import { name, t } from "./i18n.js";

const STAYS_MS = 8000;
let toast = null;
let timer = 0;

/** Announce a sentence; the same one twice is announced twice. */
export function announce(text) {
  const box = document.getElementById("said");
  box.textContent = "";
  box.textContent = text;
}

/** Show a toast; `undo` gives it its button. */
export function showToast(text, { undo = null, tone = "" } = {}) {
  hideToast();
  toast = h("div", { class: `toast ${tone}` }, h("span", null, text),
    undo && h("button", { type: "button", class: "toast-undo", on: { click: () => { hideToast(); undo(); } } }, t("undo")),
    h("button", { type: "button", class: "toast-close", "aria-label": t("close"), on: { click: hideToast } }, "×"));
  document.querySelector("main").append(toast);
  announce(text);
  timer = setTimeout(hideToast, STAYS_MS);
}

export function hideToast() {
  clearTimeout(timer);
  toast?.remove();
  toast = null;
}

/** Why the server refused, in its own words. */
export function reasonOf({ status, body }) {
  return name([body.message_zh, body.message_en]) || t("failed", { status });
}
