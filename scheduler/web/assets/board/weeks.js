/** Use of each venue by week, show days and moving days apart. */

import { h, svg } from "./dom.js";
import { lang, num, pct, t, term } from "./i18n.js";

const HIGH = 34;

export function useTab(board) {
  const { plan } = board;
  const used = plan.doc.venues.filter((v) => v.halls.length && [...plan.place.values()].some((p) => p.venue_id === v.id && p.hall_ids.length));
  const key = h("p", { class: "key" }, h("i", { class: "k-show" }), term("phase", "show"), h("i", { class: "k-moving" }), t("movingDays"));
  if (!used.length) return h("p", { class: "nothing" }, t("nothingPlaced"));
  return [h("h2", null, t("useTitle")), key, used.map((v) => venueUse(plan, v))];
}

/** Hall-days of a venue for each week from its Monday: open, on show, moving. */
function weeksOf(plan, venue) {
  const first = plan.calendar.weekday(0);
  const at = (day) => Math.floor((day + first) / 7);
  const weeks = Array.from({ length: at(plan.days - 1) + 1 }, () => ({ open: 0, show: 0, moving: 0 }));
  for (const hall of venue.halls) {
    const shut = new Set();
    for (const c of plan.closures(venue, hall)) for (let d = Math.max(0, c.from); d < Math.min(plan.days, c.to); d++) shut.add(d);
    for (let d = 0; d < plan.days; d++) if (!shut.has(d)) weeks[at(d)].open++;
  }
  for (const p of plan.place.values()) {
    if (p.venue_id !== venue.id) continue;
    for (let d = Math.max(0, p.from); d < Math.min(plan.days, p.to); d++) weeks[at(d)][d >= p.show && d < p.end ? "show" : "moving"] += p.hall_ids.length;
  }
  return weeks;
}

function venueUse(plan, venue) {
  const weeks = weeksOf(plan, venue);
  const sum = (key) => weeks.reduce((n, w) => n + w[key], 0);
  const share = (sum("show") + sum("moving")) / Math.max(1, sum("open"));
  const title = `${plan.venueName(venue.id)}: ${pct(share)}`;
  const bars = weeks.map((w, i) => {
    const [show, moving] = [w.show, w.moving].map((n) => (w.open ? Math.min(HIGH, (HIGH * n) / w.open) : 0));
    const tip = t("weekTip", { week: plan.calendar.range(Math.max(0, i * 7 - plan.calendar.weekday(0)), Math.min(plan.days - 1, i * 7 + 6 - plan.calendar.weekday(0)), lang()), show: num(w.show), moving: num(w.moving), open: num(w.open) });
    const box = (cls, y, height) => svg("rect", { class: cls, x: i + 0.08, width: 0.84, y, height });
    return svg("g", null, svg("title", null, tip), box("room", 0, HIGH), box("show", HIGH - show, show), box("moving", HIGH - show - moving, moving));
  });
  return h("figure", { class: "week-use" }, h("figcaption", null, h("span", null, plan.venueName(venue.id)), h("b", null, pct(share))),
    svg("svg", { viewBox: `0 0 ${weeks.length} ${HIGH}`, preserveAspectRatio: "none", role: "img", "aria-label": title }, bars));
}
