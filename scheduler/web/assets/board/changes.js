/** Proposed changes by size; each can be taken or left, or all of them. */

import { h } from "./dom.js";
import { lang, name, num, t } from "./i18n.js";
import { signed } from "./tips.js";

/** Days moved, and more for another venue. */
function size(plan, c) {
  if (!c.from || !c.to) return 1000;
  const days = Math.abs(plan.calendar.day(c.to.show_first) - plan.calendar.day(c.from.show_first));
  return days + (c.from.venue_id === c.to.venue_id ? 0 : 60);
}

export function changeList(board, job, closed) {
  const { plan } = board;
  const left = [...(board.changes?.values() || [])].sort((a, b) => size(plan, b) - size(plan, a));
  if (!left.length) return h("p", { class: "callout good" }, job.result.compare.changes.length ? t("allDecided") : t("noChanges"));
  const take = async (chosen) => {
    const ids = new Set(chosen.map((c) => c.event_id));
    const edit = { op: "accept", placements: chosen.map((c) => ({ event_id: c.event_id, ...(c.to || { venue_id: null, hall_ids: [], show_first: null }) })) };
    const rest = left.filter((c) => !ids.has(c.event_id));
    board.changes = rest.length ? new Map(rest.map((c) => [c.event_id, c])) : null;
    if (await board.session.apply([edit], (_, delta) => t("accepted", { n: num(chosen.length), cost: t("costChange", { n: signed(delta) }) }))) if (!rest.length) closed();
  };
  const leave = (c) => board.propose(left.filter((x) => x !== c));
  const [before, after] = job.result.compare.cost;
  return h("section", { class: "changes" },
    h("p", { class: "callout good" }, t("costGoes", { before: num(before), after: num(after) })), h("h3", null, t("changesFound", { n: num(left.length) })),
    h("div", { class: "buttons" }, !board.readOnly && h("button", { type: "button", class: "primary", id: "accept-all", on: { click: () => take(left) } }, t("acceptAll")), h("button", { type: "button", id: "reject-all", on: { click: closed } }, t(board.readOnly ? "close" : "rejectAll"))),
    h("ul", null, left.map((c) => h("li", { dataset: { change: c.event_id } },
      h("button", { type: "button", class: "link", on: { click: () => board.timeline.focusBar(c.event_id) } }, plan.eventName(c.event_id)),
      h("p", { class: "was" }, `${t("from")} ${placeText(plan, c.from)}`), h("p", { class: "now" }, `${t("to")} ${placeText(plan, c.to)}`), c.why_zh && h("p", { class: "hint" }, name([c.why_zh, c.why_en])),
      !board.readOnly && h("div", { class: "buttons" }, h("button", { type: "button", dataset: { accept: c.event_id }, on: { click: () => take([c]) } }, t("accept")), h("button", { type: "button", dataset: { reject: c.event_id }, on: { click: () => leave(c) } }, t("reject")))))));
}

export function placeText(plan, place) {
  if (!place) return t("notPlaced");
  const dates = plan.calendar.range(plan.calendar.day(place.show_first), plan.calendar.day(place.show_last), lang());
  return `${dates} · ${plan.venueName(place.venue_id)} ${plan.halls(place.venue_id, place.hall_ids)}`;
}
