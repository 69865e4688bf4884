/** What the tip says: over a bar at rest, and while it is dragged. */

import { h, swatch } from "./dom.js";
import { lang, name, num, t, term } from "./i18n.js";

/** All dates of an event, its place, its cost and what it breaks. */
export function tipOf(plan, id, by) {
  const event = plan.event.get(id);
  const p = plan.place.get(id);
  const cost = plan.doc.cost_by_event[id] || 0;
  return h("div", null,
    h("b", null, swatch(plan.colour(event, by)), plan.eventName(id)),
    h("p", null, `${term("kind", event.kind)} · ${event.industries.map((x) => plan.industryName(x)).join(" · ")}`),
    p && h("p", null, `${plan.venueName(p.venue_id)} · ${plan.halls(p.venue_id, p.hall_ids)}`),
    p && h("dl", null, phases(plan, p).map(([label, text]) => h("div", null, h("dt", null, label), h("dd", null, text)))),
    p && cost > 0 && h("p", null, t("points", { n: num(cost) })),
    plan.doc.locks[id] && h("p", null, t(`lock.${plan.doc.locks[id]}`)),
    (plan.hardOf.get(id) || []).slice(0, 4).map((f) => h("p", { class: "bad-text" }, `⚠ ${findingText(f)}`)));
}

/** Name and days of the three parts of a tenancy. */
export function phases(plan, p) {
  const range = (from, to) => plan.calendar.range(from, to - 1, lang());
  const rows = [];
  if (p.show > p.from) rows.push([term("phase", "in"), range(p.from, p.show)]);
  rows.push([term("phase", "show"), range(p.show, p.end)]);
  if (p.to > p.end) rows.push([term("phase", "out"), range(p.end, p.to)]);
  return rows;
}

export function findingText(finding) {
  return name([finding.text_zh, finding.text_en]);
}

/** `+12` or `−3`; nothing changes: `±0`. */
export function signed(points) {
  if (!points) return "±0";
  return points > 0 ? `+${num(points)}` : `−${num(-points)}`;
}

/** `9月23日 周四 – 9月26日 周日` of a show. */
export function longRange(plan, p) {
  return `${plan.calendar.long(p.show, lang())} – ${plan.calendar.long(p.end - 1, lang())}`;
}

/**
 * The talking tip of a move: new dates, halls, whether that is legal, and what it costs.
 * `verdict` is null while the server has not answered yet.
 */
export function movingTip(plan, id, target, verdict) {
  const { venue_id, hall_ids } = target;
  return h("div", { class: "talk" }, h("b", null, plan.eventName(id)), h("p", null, longRange(plan, target)),
    h("p", null, `${plan.venueName(venue_id)} · ${plan.halls(venue_id, hall_ids)}`), verdictLine(verdict));
}

function verdictLine(verdict) {
  if (!verdict) return h("p", { class: "wait" }, "…");
  const cost = verdict.cost === null ? null : h("span", { class: "delta" }, t("costChange", { n: signed(verdict.cost) }));
  if (!verdict.why.length) return h("p", { class: "good-text" }, `✓ ${t("legal")} `, cost);
  return [verdict.why.slice(0, 3).map((why) => h("p", { class: "bad-text" }, `⚠ ${why}`)), cost && h("p", null, cost)];
}
