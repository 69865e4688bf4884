/** Proposed changes by size; each can be taken or left, or all of them. */

import { h } from "./dom.js";
import { lang, list, name, num, t } from "./i18n.js";
import { isHeld, standing } from "./proposal.js";
import { signed } from "./tips.js";

/** Days moved, and more for another venue. */
function size(plan, c) {
  if (!c.from || !c.to) return 1000;
  const days = Math.abs(plan.calendar.day(c.to.show_first) - plan.calendar.day(c.from.show_first));
  return days + (c.from.venue_id === c.to.venue_id ? 0 : 60);
}

/** The list of a proposal; `job.left` are the changes that nobody has decided on. */
export function changeList(board, job, closed) {
  const { plan } = board;
  const open = standing(plan, job.left);
  const [left, held] = [open.filter((c) => !isHeld(plan, c)), open.filter((c) => isHeld(plan, c))];
  left.sort((a, b) => size(plan, b) - size(plan, a));
  if (!open.length) return nothing(job, closed);
  const keep = (rest) => {
    job.left = rest;
    if (standing(board.plan, rest).length) board.propose(rest);
    else closed();
  };
  const take = async (chosen) => {
    let fresh = false;
    const placements = chosen.map((c) => ({ event_id: c.event_id, ...(c.to || { venue_id: null, hall_ids: [], show_first: null }) }));
    const edits = (now) => {
      fresh = now.doc.version === job.base;
      return [{ op: "accept", placements }];
    };
    const told = (_, delta) => t("accepted", { n: num(chosen.length), cost: t("costChange", { n: signed(delta) }) });
    if (!(await board.session.apply(edits, told))) return;
    if (fresh) job.base = board.plan.doc.version;
    keep(job.left.filter((c) => !chosen.includes(c)));
  };
  const leave = (c) => keep(job.left.filter((x) => x !== c));
  return h("section", { class: "changes" },
    worth(plan, job), held.length > 0 && h("p", { class: "callout fair", id: "left-out" }, t("leftOut", { events: list(held.map((c) => plan.eventName(c.event_id))) })), h("h3", null, t("changesFound", { n: num(left.length) })),
    h("div", { class: "buttons" }, !board.readOnly && left.length > 0 && h("button", { type: "button", class: "primary", id: "accept-all", on: { click: () => take(left) } }, t("acceptAll")), h("button", { type: "button", id: "reject-all", on: { click: closed } }, t(board.readOnly ? "close" : "rejectAll")), showOrHide(board, left)),
    h("ul", null, left.map((c) => h("li", { dataset: { change: c.event_id } },
      h("button", { type: "button", class: "link", on: { click: () => board.timeline.focusBar(c.event_id) } }, plan.eventName(c.event_id)),
      h("p", { class: "was" }, `${t("from")} ${placeText(plan, c.from)}`), h("p", { class: "now" }, `${t("to")} ${placeText(plan, c.to)}`), c.why_zh && h("p", { class: "hint" }, name([c.why_zh, c.why_en])),
      !board.readOnly && h("div", { class: "buttons" }, h("button", { type: "button", dataset: { accept: c.event_id }, on: { click: () => take([c]) } }, t("accept")), h("button", { type: "button", dataset: { reject: c.event_id }, on: { click: () => leave(c) } }, t("reject")))))));
}

/** Nothing is left to decide; a comparison without moves has its tables yet, until it is put aside. */
function nothing(job, closed) {
  const [tone, text] = job.result.compare.changes.length ? ["good", t("allDecided")] : unchanged(job);
  return h("div", null, h("p", { class: `callout ${tone}`, id: "nothing-left" }, text), h("div", { class: "buttons" }, h("button", { type: "button", id: "reject-all", on: { click: closed } }, t("close"))));
}

/** That nothing would move, and how sure that is: a solve that was stopped proves little. */
function unchanged({ kind, result: { search } }) {
  if (kind === "compare") return ["quiet", t("sameEverywhere")];
  if (!search) return ["good", t("noChanges")];
  if (search.bound === null) return ["fair", t("noneFound")];
  return search.bound < search.cost ? ["fair", t("noneBetter", { n: num(search.cost - search.bound) })] : ["good", t("isBest")];
}

/** What the proposal does to the cost; of a plan that has moved on, only that. */
function worth(plan, job) {
  const { version } = plan.doc;
  if (version !== job.base) return madeFor(plan, job.base);
  if (version !== job.made || !job.result.compare.cost) return false;
  const [before, after] = job.result.compare.cost;
  return h("p", { class: "callout good" }, t("costGoes", { before: num(before), after: num(after) }));
}

/** That an answer is about a plan as it was, or false. */
export function madeFor(plan, version) {
  return version !== plan.doc.version && h("p", { class: "callout fair", id: "made-for" }, t("madeFor", { n: num(version), now: num(plan.doc.version) }));
}

/** Draw changes on the plan, or take the drawing away; nothing is decided by that. */
export function showOrHide(board, changes) {
  if (!board.changes && !changes?.length) return null;
  const turn = () => (board.changes ? board.hide() : board.propose(changes));
  return h("button", { type: "button", id: "show-or-hide", on: { click: turn } }, t(board.changes ? "hide" : "showOnPlan"));
}

export function placeText(plan, place) {
  if (!place) return t("notPlaced");
  const dates = plan.calendar.range(plan.calendar.day(place.show_first), plan.calendar.day(place.show_last), lang());
  return `${dates} · ${plan.venueName(place.venue_id)} ${plan.halls(place.venue_id, place.hall_ids)}`;
}
