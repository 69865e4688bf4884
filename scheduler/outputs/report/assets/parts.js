/** Pieces that several sections are made of. */

import { h, swatch } from "./dom.js";
import { name, num, pct, t, term } from "./i18n.js";

/** A section with its heading and one line that says how to read it. */
export function section(id, ...children) {
  return h("section", { id, "aria-labelledby": `${id}-title`, class: "card" },
    h("h2", { id: `${id}-title`, tabindex: "-1" }, t(`${id}.title`)),
    h("p", { class: "lead" }, t(`${id}.lead`)), children);
}

/** What stands where there is nothing to show. */
export function empty(key, good = false) {
  return h("p", { class: `empty ${good ? "good" : ""}` }, h("i", { "aria-hidden": "true" }, good ? "✓" : "○"), t(key));
}

/** An event's name that opens its details. */
export function eventLink(model, event, by) {
  return h("button", { type: "button", class: "link", dataset: { open: event.event_id } },
    swatch(model.colour(event, by)), h("span", null, name(event.name)));
}

/** A pill; tones: good, fair, bad, quiet. */
export function pill(text, tone = "quiet") {
  return h("span", { class: `pill ${tone}` }, text);
}

/** Value over total as a bar with its number beside it. */
export function meter(value, total, text = pct(total ? value / total : 0)) {
  const width = total ? `${Math.min(100, (100 * value) / total)}%` : "0";
  return h("span", { class: "meter" }, h("i", { "aria-hidden": "true" }, h("b", { style: { width } })), h("span", null, text));
}

/** `12` or, where not all are placed, `12/14`. */
export function ofAll(placed, all) {
  return placed === all ? num(all) : `${num(placed)}/${num(all)}`;
}

/** Level of a share for heat colours, 0 to 9. */
export function heat(share) {
  return share <= 0 ? 0 : Math.min(9, 1 + Math.floor(share * 9));
}

/** Marks of an event in words: new, brand, leaders open. */
export function badges(event) {
  return [event.is_new && pill(t("new"), "new"), event.is_brand && pill(t("brand"), "brand"), event.leaders_open && pill(t("leaders"))];
}

export function evidencePill(event) {
  const tone = { press: "good", documented: "fair" }[event.evidence] || "quiet";
  return pill(term("evidence", event.evidence), tone);
}

/** Addresses in a source as links that open only when followed; the rest stays text. */
export function linked(text) {
  return text.split(/(https?:\/\/[^\s;,、;]+)/).map((part, i) =>
    i % 2 ? h("a", { href: part, rel: "noopener noreferrer", target: "_blank" }, part.replace(/^https?:\/\//, "")) : part);
}
