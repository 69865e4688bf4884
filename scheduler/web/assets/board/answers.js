/** What the solver answers to a question: options for an event, why it stands there, conflicts. */

import { madeFor, placeText, showOrHide } from "./changes.js";
import { conflicts, members } from "./conflicts.js";
import { h } from "./dom.js";
import { list, name, num, t } from "./i18n.js";
import { moveTo } from "./drag.js";
import { isHeld } from "./proposal.js";
import { signed } from "./tips.js";

export function answerOf(board, kind, job) {
  return { options, explain, conflicts }[kind](board, job.result, job.version);
}

function options(board, result, version) {
  const { plan } = board;
  const { event_id: id } = result;
  const take = async (o, free) => {
    if (await (o.changes.length || free ? takeAll(board, id, o, free) : moveTo(board, id, targetOf(plan, o.place)))) board.panel.solve.close();
  };
  const taking = (o, i) => {
    const held = isHeld(plan, { event_id: id, to: o.place });
    return h("button", { type: "button", dataset: { take: i }, on: { click: () => take(o, held) } }, t(held ? "unlockAndTake" : "take"));
  };
  return h("section", { class: "changes" }, h("h3", null, t("optionsFor", { event: plan.eventName(id) })), madeFor(plan, version), h("p", { class: "hint" }, t("optionsHint")),
    board.changes && h("div", { class: "buttons" }, showOrHide(board)),
    result.options.length ? h("ol", null, result.options.map((o, i) => h("li", null, h("p", { class: "now" }, placeText(plan, o.place)), h("p", { class: "hint" }, t("costChange", { n: signed(o.extra_cost) }), o.changes.length ? ` · ${t("displaces", { n: num(o.changes.length) })}` : ""),
      h("div", { class: "buttons" }, h("button", { type: "button", dataset: { look: i }, on: { click: () => showPlace(board, id, o) } }, t("showOnPlan")), !board.readOnly && taking(o, i))))) : h("p", { class: "callout fair" }, t("noOptions")), done(board));
}

function targetOf(plan, { venue_id, hall_ids, show_first }) {
  return { venue_id, hall_ids, show: plan.calendar.day(show_first) };
}

/** Take a place and all moves that it asks of others, in one step; `free` unlocks the event in the same. */
function takeAll(board, id, { place, changes }, free) {
  const row = (event_id, to) => ({ event_id, ...(to || { venue_id: null, hall_ids: [], show_first: null }) });
  const placements = [row(id, place), ...changes.map((c) => row(c.event_id, c.to))];
  const edits = [free && { op: "lock", event_id: id, what: null }, { op: "accept", placements }].filter(Boolean);
  return board.session.apply(edits, (_, delta) => t("accepted", { n: num(placements.length), cost: t("costChange", { n: signed(delta) }) }));
}

/** Draw a place for an event, whether or not a lock keeps it from there, and where others would move for it. */
export function showPlace(board, id, { place, changes }) {
  board.propose([{ event_id: id, from: null, to: place, free: true }, ...changes]);
}

/** Take what was drawn off the plan again. */
function done(board) {
  return h("div", { class: "buttons" }, h("button", { type: "button", id: "done-asking", on: { click: () => board.panel.solve.close() } }, t("doneAsking")));
}

/** Answers that mean something else of a place that was asked about. */
const THERE = new Set(["equal", "cheaper"]);

function explain(board, result) {
  const there = Boolean(result.asked.venue_id || result.asked.on);
  const answer = result.answer || "undecided";
  return h("section", { class: "changes" }, h("h3", null, t(there ? "whyNotFor" : "whyFor", { event: board.plan.eventName(result.event_id) })),
    h("p", null, t(there && THERE.has(answer) ? `there.${answer}` : `answer.${answer}`)), result.extra_cost.low > 0 && h("p", { class: "hint" }, t(there ? "extraThere" : "extraCost", { n: signed(result.extra_cost.low) })),
    result.changes.length > 0 && h("p", { class: "hint" }, t("displaces", { n: num(result.changes.length) }), " ", list(result.changes.map((c) => board.plan.eventName(c.event_id)))),
    result.answer !== "stands" && result.place && h("div", { class: "buttons" }, h("button", { type: "button", on: { click: () => showPlace(board, result.event_id, result) } }, t("showOnPlan"))),
    members(board, result.members), result.wishes.length > 0 && [h("h4", null, t("wishes")), h("ul", null, result.wishes.map((w) => h("li", null, `${w.kept ? "✓" : "✗"} ${name([w.text_zh, w.text_en])}`, !w.kept && h("small", null, ` ${t("points", { n: num(w.points) })}`))))], done(board));
}
