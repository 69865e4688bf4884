/** The plan as the timeline wants it: groups of rows, bars, closures, shadows of changes. */

import { fade } from "./dom.js";
import { MOST_BARS } from "./fold.js";
import { lang, name, num, pct, t, term } from "./i18n.js";
import { pairOf } from "./plan.js";

/** View of a plan; `folded` and `sunk` remember which venues are, `changes` what is proposed; `menu`: a day has one. */
export function viewOf(plan, { by, folded, sunk, menu, changes, describe }) {
  return {
    calendar: plan.calendar, days: plan.days, holidays: plan.holidays, today: plan.today, lang: lang(), text: t,
    closedDays: closedDays(plan), groups: plan.doc.venues.map((v) => groupOf(plan, v, folded)),
    bars: [...plan.place.values()].flatMap((p) => barsOf(plan, p, by, changes)).concat(proposed(plan, by, changes)),
    sunk, menu, describe,
  };
}

function groupOf(plan, venue, folded) {
  const here = [...plan.place.values()].filter((p) => p.venue_id === venue.id);
  const rows = venue.halls.map((hall) => ({
    id: hall.id, title: name(pairOf(hall, hall.id)), note: noteOf(hall), closed: plan.closures(venue, hall),
  }));
  if (!rows.length || here.some((p) => !p.hall_ids.length)) rows.push({ id: "", title: t("venueLevel"), note: "", closed: [], loose: true });
  if (!folded.has(venue.id)) folded.set(venue.id, !here.length || plan.doc.events.length > MOST_BARS);
  return { id: venue.id, title: name(pairOf(venue, venue.id)), ...useOf(plan, venue, here), rows, folded: folded.get(venue.id) };
}

function noteOf(hall) {
  if (hall.gross_m2) return `${num(hall.gross_m2)} m²`;
  return hall.seats ? t("seats", { n: num(hall.seats) }) : "";
}

/** How many events a venue has and how much they use of it; `brief` is for one line. */
function useOf(plan, venue, here) {
  if (!here.length) return { note: t("noEvents"), brief: t("noEvents") };
  const used = here.reduce((n, p) => n + p.hall_ids.length * (p.to - p.from), 0);
  const share = pct(used / Math.max(1, venue.halls.length * plan.days));
  const events = t("eventCount", { n: here.length });
  return venue.halls.length ? { note: `${events} · ${share}`, brief: share } : { note: events, brief: events };
}

/** Bars by the place that they show, with all else that they follow from. */
const made = new WeakMap();

/** Bars of an event where it stands; the very same ones for as long as nothing about it differs. */
function barsOf(plan, p, by, changes) {
  const event = plan.event.get(p.event_id);
  if (!event) return [];
  const was = Boolean(changes?.get(p.event_id));
  const clash = plan.hardOf.has(event.id) && !was;
  const from = [event, plan.venue.get(p.venue_id), plan.industry, plan.doc.locks[event.id], by, lang(), was, clash];
  const known = made.get(p);
  if (known?.from.every((x, i) => x === from[i])) return known.bars;
  const bars = rowsOf({ ...barOf(plan, event, p, by), was, clash }, p);
  made.set(p, { from, bars });
  return bars;
}

function rowsOf(bar, p) {
  return (p.hall_ids.length ? p.hall_ids : [""]).map((row) => ({ ...bar, row }));
}

function barOf(plan, event, p, by) {
  const colour = plan.colour(event, by);
  const lock = plan.doc.locks[event.id];
  const dates = plan.calendar.range(p.show, p.end - 1, lang());
  return {
    id: event.id, group: p.venue_id, from: p.from, show: p.show, end: p.end, to: p.to, colour, pale: fade(colour, 0.36), label: plan.eventName(event.id),
    about: `${plan.eventName(event.id)}, ${dates}, ${plan.venueName(p.venue_id)} ${plan.halls(p.venue_id, p.hall_ids)}`, locked: lock && t(`lock.${lock}`),
    phase: term("phase", "show"),
  };
}

/** Where the proposed changes would put events: gold, beside the dashed place where they stand. */
function proposed(plan, by, changes) {
  return [...(changes?.values() || [])].filter((c) => c.to).flatMap((c) => {
    const event = plan.event.get(c.event_id);
    const p = { ...plan.spans(event, plan.calendar.day(c.to.show_first)), venue_id: c.to.venue_id, hall_ids: c.to.hall_ids };
    return rowsOf({ ...barOf(plan, event, p, by), moved: true }, p);
  });
}

/** Days of policy.yaml on which some events may not be on show. */
function closedDays(plan) {
  return (plan.doc.policy.closed_days || []).filter((c) => c.from).map((c) => ({
    from: Math.max(0, plan.calendar.day(c.from)), to: Math.min(plan.days, c.to ? plan.calendar.day(c.to) + 1 : plan.days),
    text: name([c.reason_zh || c.reason_en, c.reason_en || c.reason_zh]) || t("closedDays"),
  })).filter((c) => c.to > c.from);
}
