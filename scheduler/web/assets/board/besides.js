/** Two sides of a comparison beside each other: all that was compared, and what of it differs. */

import { placeText } from "./changes.js";
import { contrast, differing, isEqual } from "./contrast.js";
import { h } from "./dom.js";
import { list, name, num, t, term } from "./i18n.js";
import { pairOf } from "./plan.js";
import { findingText, signed } from "./tips.js";
import { cellText } from "./unlike.js";

const FIGURES = [["cost", "cost"], ["openClashes", "clashes"], ["placedEvents", "placed"], ["eventsUnplaced", "unplaced"], ["visitorDays", "visitors"], ["hallDays", "hallDays"]];
/** Rows of a table at most. */
const MOST = 200;
const POLICY = "policy.yaml";

/** The whole comparison; `names` are those of the sides. */
export function sideBySide([a, b], names, found = contrast(a, b)) {
  const numbers = new Numbers(names);
  const texts = new Texts(a.plan, b.plan, names);
  const figures = FIGURES.map(([label, key]) => [t(label), a[key], b[key]]);
  return [
    verdict(a, b, found),
    numbers.table("figures", t("figures"), figures),
    texts.table("places", t("placesDiffer", { n: num(found.places.length) }), found.places.map((c) => texts.place(c))),
    found.neither.length > 0 && h("p", { class: "hint" }, t("unplacedInBoth", { events: list(found.neither.slice(0, MOST).map((id) => a.plan.eventName(id))) })),
    texts.table("cells", t("cellsDiffer"), found.cells?.map((c) => texts.cell(c))),
    texts.table("closures", t("closuresDiffer"), found.closures?.map((c) => texts.closure(c))),
    texts.table("city", t("cityDiffers"), found.city?.map((c) => texts.city(c))),
    texts.table("locks", t("locksDiffer"), found.locks?.map(({ key, from, to }) => [texts.event(key), ...[from, to].map((what) => t(`lock.${what || "none"}`))])),
    texts.table("clashes", t("clashesDiffer"), found.clashes?.map(({ of, from, to }) => [findingText(of), ...[from, to].map((side) => (side ? `⚠ ${t("clash")}` : "–"))])),
    numbers.table("rules", t("costByRule"), found.rules.map(({ key, from, to }) => [a.plan.ruleName(key), from, to])),
    numbers.table("points", t("pointsByEvent"), (found.events || []).map(({ key, from, to }) => [texts.event(key), from, to])),
    numbers.table("goals", t("goals"), found.goals.map(({ key, count, from, to }) => [`${texts.industry(key)} · ${t(count === "events" ? "eventsHead" : "brandEvents")}`, from, to])),
  ].filter(Boolean);
}

/** Equal, or in what the two are; nobody need guess what was looked at. */
function verdict(a, b, found) {
  const left = (a.partial || b.partial) && h("p", { class: "hint", id: "not-compared" }, t("notCompared"));
  if (isEqual(found)) return h("div", { class: "callout good", id: "equal" }, h("p", null, t(left ? "partEqual" : "allEqual")), left);
  const sections = [["places", "placesOf"], ["cells", "cellsDiffer"], ["closures", "closuresDiffer"], ["city", "cityDiffers"], ["locks", "locksDiffer"], ["clashes", "clashesDiffer"], ["rules", "costByRule"], ["goals", "goals"]];
  const same = sections.filter(([key]) => found[key] && !(key === "rules" || key === "goals" ? differing(found[key]) : found[key]).length);
  return h("div", null, same.length > 0 && h("p", { class: "hint", id: "equal-in" }, t("equalIn", { what: same.map(([, word]) => t(word)).join(" · ") })), left);
}

/** Tables of two numbers and their difference; null is a number that a side does not have. */
class Numbers {
  constructor(names) {
    this.names = names;
  }

  table(section, caption, rows) {
    const cell = (value) => h("td", null, value === null ? "–" : num(value));
    const apart = (x, y) => (x === y || x === null || y === null ? "–" : signed(y - x));
    return rows.length > 0 && h("table", { class: "two-sides", dataset: { section } }, h("caption", null, caption), h("thead", null, h("tr", null, h("td"), [...this.names, t("difference")].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", null, rows.slice(0, MOST).map(([label, x, y]) => h("tr", { class: apart(x, y) === "–" ? null : "differs" }, h("th", { scope: "row" }, label), cell(x), cell(y), h("td", null, apart(x, y))))), foot(rows, 4));
  }
}

function foot(rows, columns) {
  return rows.length > MOST && h("tfoot", null, h("tr", null, h("td", { colspan: String(columns) }, t("andMore", { n: num(rows.length - MOST) }))));
}

/** Tables of what differs, in words. */
class Texts {
  constructor(a, b, names) {
    this.plans = [a, b];
    this.names = names;
  }

  /** `rows` are `[label, left, right]`, the label perhaps with an event's id for those that ask. */
  table(section, caption, rows) {
    if (!rows?.length) return null;
    const heads = h("tr", null, h("td"), this.names.map((text) => h("th", { scope: "col" }, text)));
    const row = ([label, x, y, id]) => h("tr", id ? { dataset: { differs: id } } : null, h("th", { scope: "row" }, label), h("td", null, x), h("td", null, y));
    return h("table", { class: "two-sides texts", dataset: { section } }, h("caption", null, caption), h("thead", null, heads), h("tbody", null, rows.slice(0, MOST).map(row)), foot(rows, 3));
  }

  event(id) {
    return this.plans.find((plan) => plan.event.has(id))?.eventName(id) ?? id;
  }

  industry(id) {
    return this.plans.find((plan) => plan.industry.has(id))?.industryName(id) ?? id;
  }

  /** A venue, or a hall in it, as the side that has it calls it. */
  #at(venue, hall) {
    const [home = this.plans[0]] = this.plans.filter((plan) => plan.venue.get(venue)?.halls.some((x) => x.id === hall)).concat(this.plans.filter((plan) => plan.venue.has(venue)));
    return [home.venueName(venue), hall && home.hallName(venue, hall)].filter(Boolean).join(" ");
  }

  place({ event_id: id, from, to, absent }) {
    const at = (side, place, i) => (absent === side ? t("noSuchEvent") : placeText(this.plans[i], place));
    return [this.event(id), at("from", from, 0), at("to", to, 1), id];
  }

  cell({ event_id: id, key, from, to }) {
    return [`${this.event(id)} · ${t(`col.${key}`)}`, cellText(key, from), cellText(key, to)];
  }

  closure({ of, from, to }) {
    const why = name([of.reason_zh || of.reason_en, of.reason_en || of.reason_zh]);
    return [[this.#at(of.venue_id, of.hall_id), why].filter(Boolean).join(" · "), ...[from, to].map((c) => (c ? span(c) : t("notClosed")))];
  }

  city({ of, key, venue_id: venue, hall_id: hall, from, to }) {
    if (of === "venue") return [`${this.#at(venue, hall)} · ${t(`fact.${key}`)}`, ...[from, to].map((v) => fact(v))];
    if (of === "closedDays") return [t("closedDays"), ...[from, to].map(forbidden)];
    if (of === "city") return [t(`fact.${key}`), ...[from, to].map((v) => (v?.first ? `${v.first} – ${v.last}` : v || "–"))];
    if (of === "industry") return [`${t("industry")} ${key}`, ...[from, to].map((v) => (v ? name(pairOf(v, key)) : "–"))];
    return [`${POLICY}: ${key}`, ...[from, to].map(fact)];
  }
}

/** Days from and to, either of which may be open. */
function span({ from, to }) {
  return `${from || t("openEnded")} – ${to || t("openEnded")}`;
}

function fact(value) {
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return num(value);
  if (Array.isArray(value)) return value.map((v) => (Array.isArray(v) ? `[${v.join(", ")}]` : v)).join("; ") || t("blank");
  if (value && "from" in value) return span(value);
  return value === null ? "–" : String(value);
}

/** Days on which some events must not be on show. */
function forbidden(entry) {
  if (!entry) return "–";
  const most = entry.min_daily_visitors && `${t("col.daily_visitors")} ≥ ${num(entry.min_daily_visitors)}`;
  return [name([entry.reason_zh || entry.reason_en, entry.reason_en || entry.reason_zh]), entry.public_holidays ? t("holiday") : span(entry), entry.kinds && list(entry.kinds.map((kind) => term("kind", kind))), most].filter(Boolean).join(" · ");
}
