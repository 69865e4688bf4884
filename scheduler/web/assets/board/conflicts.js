/** What contradicts itself, as cards, and the ways out: each is one step that can be undone. */

import { h } from "./dom.js";
import { name, num, t } from "./i18n.js";

/** `version` is that of the plan which was asked about; a way out suits no other. */
export function conflicts(board, result, version) {
  const found = result.conflicts || [];
  if (!found.length) return h("p", { class: `callout ${result.feasible ? "good" : "fair"}` }, t(result.feasible ? "noConflicts" : "notDecided"));
  const ways = new Map(found.flatMap((c) => c.remedies).map((r) => [r.number, r]));
  const sorted = [...ways.values()].sort((a, b) => a.number - b.number);
  const old = version !== board.plan.doc.version;
  return h("section", { class: "conflicts" }, h("h3", null, t("conflictsFound", { n: num(found.length) })), h("p", { class: "hint" }, t("conflictHint")),
    found.map((c) => h("article", { class: "slip conflict" }, members(board, c.members))),
    !result.complete && h("p", { class: "hint" }, t("moreConflicts")),
    h("h3", null, t("waysOut")), sorted.length ? h("p", { class: "hint" }, t("wayHint")) : h("p", { class: "callout fair" }, t("noWays")),
    old && again(board), sorted.map((r) => way(board, r, old)));
}

/** Facts, each with the way to the events that it speaks of. */
export function members(board, list) {
  return list.length > 0 && h("ul", null, list.map((m) => h("li", null, m.locked && [h("span", { class: "lock-word" }, t("lockedShort")), " "], name([m.text_zh, m.text_en]),
    m.events.filter((id) => board.plan.place.has(id)).map((id) => h("button", { type: "button", class: "link", "aria-label": t("showEvent", { event: board.plan.eventName(id) }), title: t("showEvent", { event: board.plan.eventName(id) }), on: { click: () => board.timeline.focusBar(id) } }, "→")))));
}

function way(board, r, old) {
  const said = () => name([r.text_zh, r.text_en]);
  const label = `way-${r.number}`;
  return h("article", { class: "slip way" }, h("p", { id: label }, said()), h("div", { class: "buttons" }, h("span", { class: "pill" }, t("points", { n: num(r.price) })),
    h("button", { type: "button", class: "primary", id: `apply-${r.number}`, "aria-describedby": label, disabled: old || board.readOnly, on: { click: () => board.session.apply(r.apply, said) } }, t("apply"))));
}

/** The plan has changed since: what to do now. */
function again(board) {
  const { solve } = board.panel;
  return h("div", { class: "callout fair", id: "asked-before" }, h("p", null, t("askedBefore")), h("div", { class: "buttons" },
    h("button", { type: "button", id: "solve-now", on: { click: () => solve.near() } }, t("solveNear")), h("button", { type: "button", id: "ask-again", on: { click: () => solve.start({ kind: "conflicts" }) } }, t("askAgain"))));
}
