/** What the board says: aloud to screen readers, and in a toast with a way back. */

import { h } from "./dom.js";
import { name, t } from "./i18n.js";
import { placeOf } from "./keep.js";

const STAYS_MS = 8000;
let toast = null;
let shown = null;
let back = null;
let timer = 0;

/** Announce a sentence; the same one twice is announced twice. */
export function announce(text) {
  const box = document.getElementById("said");
  box.textContent = "";
  box.textContent = text;
}

/**
 * Show a toast, for a refusal a line of the dialog that is open; `undo` gives a toast its button.
 *
 * The text may be a function, which is asked again when the language changes.
 */
export function showToast(text, { undo = null, tone = "" } = {}) {
  const say = typeof text === "function" ? text : () => text;
  // What is good is seen once the dialog is closed, as it is when its work is done.
  if (tone === "bad" && toldInBox(say())) return;
  hideToast();
  draw({ say, undo, tone });
  announce(say());
}

/** The toast again, after the page round it was drawn anew. */
export function keepToast() {
  if (!toast) return;
  toast.remove();
  clearTimeout(timer);
  draw(shown);
}

export function hideToast() {
  clearTimeout(timer);
  const held = toast?.contains(document.activeElement);
  toast?.remove();
  toast = null;
  if (held) (back || placeOf(document.getElementById("tab-body")))?.();
}

function draw(what) {
  shown = what;
  const { say, undo, tone } = what;
  toast = h("div", { class: `toast ${tone}`, on: { focusin: remember } }, h("span", null, say()),
    undo && h("button", { type: "button", class: "toast-undo", on: { click: () => { hideToast(); undo(); } } }, t("undo")),
    h("button", { type: "button", class: "toast-close", "aria-label": t("close"), on: { click: hideToast } }, "×"));
  (document.querySelector("main") || document.body).append(toast);
  timer = setTimeout(fadeAway, STAYS_MS);
}

/** Where the focus came from, to go back there. */
function remember(event) {
  if (!toast?.contains(event.relatedTarget)) back = placeOf(event.relatedTarget);
}

function fadeAway() {
  if (toast?.matches(":hover, :focus-within")) timer = setTimeout(fadeAway, STAYS_MS);
  else hideToast();
}

/** Behind a dialog nobody sees a toast, and nobody hears it: it is told in the dialog. */
function toldInBox(text) {
  const title = document.querySelector("dialog[open] h2");
  if (!title) return false;
  if (title.nextElementSibling?.classList.contains("box-alert")) title.nextElementSibling.remove();
  title.after(h("p", { class: "callout box-alert bad", role: "alert" }, text));
  title.scrollIntoView({ block: "nearest" });
  return true;
}

/** Why the server refused: faults, else its own sentence, else the status. */
export function reasonOf({ status, body, unsure, lost }) {
  if (unsure) return t(lost || "noAnswer");
  if (!status) return t("noServer");
  const faults = body.errors || [];
  if (faults.length) return faults.map((f) => name([f.message_zh, f.message_en])).join(" ");
  return name([body.message_zh, body.message_en]) || t("failed", { status });
}
