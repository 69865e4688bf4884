/** Files of the planner's own: chosen, put into a request, and what the server says of them. */

import { h } from "./dom.js";
import { told } from "./told.js";
import { name, num, t } from "./i18n.js";
import { reasonOf } from "./said.js";

/** Bytes that fit into a request, written in base64. */
const MOST = 3_000_000;
const PIECE = 0x8000;

/** A field that takes one file, with a button in the page's language, which the browser's is not. */
export function fileField(id, label, accept, chosen) {
  const input = h("input", { type: "file", id, accept, hidden: true, tabindex: "-1", "aria-label": label, on: { change: () => input.files[0] && chosen(input.files[0]) } });
  const shown = h("span", { class: "file-name", id: `${id}-name` }, t("noFile"));
  return h("div", { class: "file-field" }, h("span", { class: "file-label", id: `${id}-label` }, label),
    h("div", null, input, h("button", { type: "button", id: `${id}-pick`, "aria-describedby": `${id}-label ${id}-name`, on: { click: () => input.click() } }, t("chooseFile")), shown));
}

/** Tell which file a field has, also of one that was dropped. */
export function showFile(box, id, file) {
  box.querySelector(`#${id}-name`).textContent = file ? file.name : t("noFile");
  // The same file is a choice again, once it was mended.
  box.querySelector(`#${id}`).value = "";
}

/** The file in base64, or null when it is too big. */
export async function coded(file) {
  if (file.size > MOST) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += PIECE) text += String.fromCharCode(...bytes.subarray(i, i + PIECE));
  return btoa(text);
}

/** Say that a file is too big. */
export function tooBig(file) {
  return h("p", { class: "callout bad", role: "alert" }, t("fileTooBig", { file: file.name, most: MOST / 1e6 }));
}

/** What the server refused: every fault with its place, value and remedy. */
export function refusal(error) {
  const errors = error.body.errors || [];
  if (!errors.length) return h("p", { class: "callout bad", role: "alert" }, reasonOf(error));
  const heads = ["faultFile", "faultRow", "faultColumn", "faultValue", "faultRemedy"];
  return [h("p", { class: "callout bad", role: "alert" }, t("faultsFound", { n: num(errors.length) })),
    h("table", { class: "faults" }, h("thead", null, h("tr", null, heads.map((key) => h("th", { scope: "col" }, t(key))))), h("tbody", null, errors.map(fault)))];
}

function fault({ file, row, column, value, message_zh, message_en }) {
  return h("tr", null, [file, row, column, value, name([message_zh, message_en])].map((text) => h("td", null, text ?? "—")));
}

/** What is doubtful but may be as meant, folded away. */
export function doubts(warnings) {
  if (!warnings.length) return null;
  return h("details", null, h("summary", null, t("doubts", { n: num(warnings.length) })),
    h("ul", { class: "plain" }, warnings.map((w) => h("li", null, [w.file, w.row, w.column, w.value, name([w.message_zh, w.message_en])].filter(Boolean).join(" · ")))));
}

/** What others did since a preview was seen. */
export function meanwhile(board, since) {
  return h("div", { class: "callout fair" }, t("changedMeanwhile", { n: num(since.length) }),
    h("ul", null, since.map((entry) => h("li", null, told(board.plan, entry), entry.who && ` · ${entry.who}`))));
}
