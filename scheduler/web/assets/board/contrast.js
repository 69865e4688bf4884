/**
 * How two sides of a comparison differ, as data; `besides.js` tells it.
 *
 * A side is `{ plan, partial }`; a release is `partial`: it keeps places, costs and coverage alone.
 */

import { COLUMNS } from "./form.js";

const VENUE = ["turnaround_days", "moving_halls_per_day", "open", "runs"];
const HALL = ["gross_m2", "seats", "outdoor", "features"];

/** Changes that lead from one document's placements to another's, in the order of the events. */
export function changesBetween(doc, other) {
  const [a, b] = [doc, other].map((x) => new Map(x.placements.map((p) => [p.event_id, p])));
  const place = (p) => p && { venue_id: p.venue_id, hall_ids: p.hall_ids, show_first: p.show_first, show_last: p.show_last };
  const key = (p) => p && `${p.venue_id} ${[...p.hall_ids].sort()} ${p.show_first} ${p.show_last}`;
  const ids = [...new Set([...doc.events, ...other.events].map((e) => e.id).concat([...a.keys(), ...b.keys()]))];
  return ids.filter((id) => key(a.get(id)) !== key(b.get(id)))
    .map((id) => ({ event_id: id, from: place(a.get(id)) ?? null, to: place(b.get(id)) ?? null }));
}

/** Everything that differs, section by section; `null` for what cannot be compared. */
export function contrast(a, b) {
  const [x, y] = [a.plan, b.plan];
  const whole = !a.partial && !b.partial;
  const own = (section) => (whole ? section(x, y) : null);
  return {
    places: placesOf(a, b), cells: own(cellsOf), closures: own(closuresOf), city: own(cityOf), locks: own(locksOf), clashes: own(clashesOf),
    rules: numbers(x.doc.cost_by_rule, y.doc.cost_by_rule), events: own(() => differing(numbers(x.doc.cost_by_event, y.doc.cost_by_event))),
    goals: goalsOf(x.doc.coverage, y.doc.coverage), neither: own(withoutPlace) || [],
  };
}

/** Whether nothing differs of all that was compared. */
export function isEqual(found) {
  const { rules, goals, neither, ...lists } = found;
  return !differing([...rules, ...goals]).length && Object.values(lists).every((rows) => !rows?.length);
}

/** Those of some rows of two numbers that differ. */
export function differing(rows) {
  return rows.filter(({ from, to }) => from !== to);
}

/** Whether what events, halls and rules are is the same, so that only places tell two plans apart. */
export function isOneCity(found) {
  return [found.cells, found.closures, found.city].every((rows) => rows?.length === 0) && found.places.every((c) => !c.absent);
}

/** Events that stand elsewhere, or that only one side has; `absent` is the side that lacks it. */
function placesOf(a, b) {
  const [x, y] = [a.plan, b.plan];
  const moved = new Map(changesBetween(x.doc, y.doc).map((c) => [c.event_id, c]));
  const ids = new Set([...x.event.keys(), ...y.event.keys(), ...moved.keys()]);
  const absent = (id) => (x.event.has(id) ? !y.event.has(id) && "to" : "from");
  // Of an event that this plan has no more, a release still has the place.
  const found = [...ids].map((id) => ({ event_id: id, from: null, to: null, ...moved.get(id), absent: a.partial || b.partial ? false : absent(id) }));
  return found.filter((c) => moved.has(c.event_id) || c.absent);
}

function withoutPlace(x, y) {
  return x.doc.unplaced.filter((id) => y.event.has(id) && !y.place.has(id));
}

function cellsOf(x, y) {
  const same = [...x.event.values()].filter((e) => y.event.has(e.id));
  return same.flatMap((e) => rowsOf(Object.keys(COLUMNS), e, y.event.get(e.id), { event_id: e.id }));
}

/** Rows of those keys in which two things differ. */
function rowsOf(keys, a, b, more) {
  return keys.filter((key) => text(a?.[key]) !== text(b?.[key])).map((key) => ({ ...more, key, from: a?.[key] ?? null, to: b?.[key] ?? null }));
}

function text(value) {
  return JSON.stringify(value ?? null);
}

function closuresOf(x, y) {
  return parted(x.doc.venues.flatMap(shutOf), y.doc.venues.flatMap(shutOf));
}

function shutOf(venue) {
  const at = (hall_id) => (c) => ({ venue_id: venue.id, hall_id, ...c });
  return [...venue.closures.map(at(null)), ...venue.halls.flatMap((hall) => hall.closures.map(at(hall.id)))];
}

/** What only one of two lists has, each as a row with the other side null. */
function parted(xs, ys) {
  const [a, b] = [xs, ys].map((list) => new Set(list.map(text)));
  return [...xs.filter((x) => !b.has(text(x))).map((x) => ({ of: x, from: x, to: null })), ...ys.filter((y) => !a.has(text(y))).map((y) => ({ of: y, from: null, to: y }))];
}

/** Venues, halls, rules, calendar: all of the city but its events and closures. */
function cityOf(x, y) {
  const [a, b] = [x.doc, y.doc];
  const { closed_days: _, ...rest } = flat(a.policy);
  const { closed_days: __, ...others } = flat(b.policy);
  return [
    ...rowsOf(["horizon"], a, b, { of: "city" }),
    ...parted(a.holidays, b.holidays).map((row) => ({ ...row, of: "city", key: "holidays" })),
    ...rowsOf(union(a.industries, b.industries), a.industries, b.industries, { of: "industry" }),
    ...rowsOf(union(rest, others), rest, others, { of: "policy" }),
    ...parted(a.policy.closed_days, b.policy.closed_days).map((row) => ({ ...row, of: "closedDays" })),
    ...[...new Set([...x.venue.keys(), ...y.venue.keys()])].flatMap((id) => venueRows(id, x.venue.get(id), y.venue.get(id))),
  ];
}

function venueRows(id, a, b) {
  if (!a || !b) return [{ of: "venue", venue_id: id, key: "there", from: Boolean(a), to: Boolean(b) }];
  const halls = [a, b].map((v) => new Map(v.halls.map((hall) => [hall.id, hall])));
  const ids = [...new Set([...halls[0].keys(), ...halls[1].keys()])];
  return [...rowsOf(VENUE, a, b, { of: "venue", venue_id: id }), ...ids.flatMap((hall) => hallRows({ of: "venue", venue_id: id, hall_id: hall }, halls[0].get(hall), halls[1].get(hall)))];
}

function hallRows(more, a, b) {
  return a && b ? rowsOf(HALL, a, b, more) : [{ ...more, key: "there", from: Boolean(a), to: Boolean(b) }];
}

/** A map of maps with keys like `limits.openings_per_day`; lists stay as they are. */
function flat(map, prefix = "") {
  return Object.fromEntries(Object.entries(map).flatMap(([key, value]) => (value && typeof value === "object" && !Array.isArray(value) ? Object.entries(flat(value, `${prefix}${key}.`)) : [[prefix + key, value]])));
}

function union(a, b) {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function locksOf(x, y) {
  const [a, b] = [x.doc.locks, y.doc.locks];
  return rowsOf(union(a, b), a, b, {}).filter(({ key }) => x.event.has(key) && y.event.has(key));
}

/** Broken rules that come or go; the same break is told in the same words. */
function clashesOf(x, y) {
  return parted(...[x, y].map((plan) => plan.hard.map(({ text_zh, text_en }) => ({ text_zh, text_en }))));
}

function numbers(a, b) {
  return union(a, b).map((key) => ({ key, from: a[key] || 0, to: b[key] || 0 }));
}

/** Brand events and events of each industry; goals that are changed are rules of the city. */
function goalsOf(a, b) {
  return union(a, b).flatMap((key) => ["brand_events", "events"].map((count) => ({ key, count, from: a[key]?.[count] ?? 0, to: b[key]?.[count] ?? 0 })));
}
