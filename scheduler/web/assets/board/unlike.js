/** How a changed city differs from the plan's: event by event, column by column, and what it does. */

import { h } from "./dom.js";
import { COLUMNS } from "./form.js";
import { list, name, num, t, term } from "./i18n.js";
import { pairOf } from "./plan.js";
import { findingText, signed } from "./tips.js";

/** Differences of more events begin folded. */
const OPEN = 12;
/** Clashes that are told at most, beside those of the events themselves. */
const MOST = 50;

/** Ids that differ, in the order they are shown: first what changes, then what comes and goes. */
export function idsOf({ added, dropped, changed }) {
  return [...changed.map((c) => c.id), ...added, ...dropped];
}

/** Cost and clashes before and after. */
export function effectLine({ cost: [a, b], clashes: [x, y] }) {
  return [h("span", { class: `chip ${b > a ? "bad" : "good"}` }, t("effectCost", { before: num(a), after: num(b), n: signed(b - a) })),
    h("span", { class: `chip ${y > x ? "bad" : y ? "quiet" : "good"}` }, `${y > x ? "⚠ " : ""}${t("effectClashes", { before: num(x), after: num(y) })}`)];
}

/**
 * The list of differences; `answer` is what the server said of the change, `pick(id)` makes the
 * control by which an event is chosen, if events can be.
 */
export function eventList(plan, answer, pick = null) {
  const { added, dropped, changed } = answer.import;
  const events = new Map(answer.import.events.map((e) => [e.id, e]));
  const kinds = new Map([...added.map((id) => [id, "added"]), ...dropped.map((id) => [id, "dropped"])]);
  const columns = new Map(changed.map((c) => [c.id, c.columns]));
  for (const id of added) columns.set(id, filled(events.get(id) || {}));
  const ids = idsOf(answer.import);
  return h("ul", { class: "unlike plain", "aria-label": t("differencesLabel") }, ids.map((id) => {
    const title = name(pairOf(events.get(id) || plan.event.get(id) || {}, id));
    const kind = kinds.get(id) || "changed";
    return h("li", { dataset: { differs: id } },
      h("div", { class: "unlike-head" }, pick?.(id, title), h("b", null, title), h("span", { class: `pill ${PILLS[kind]}` }, t(`diff.${kind}`)), points(answer.effect, id)),
      rulesOf(answer.effect, id), columns.has(id) && cells(columns.get(id), kind, ids.length <= OPEN));
  }));
}

const PILLS = { added: "good", dropped: "bad", changed: "fair" };

function points({ points: all }, id) {
  return h("span", { class: "unlike-points" }, t("costChange", { n: signed(all[id] || 0) }));
}

/** Clashes of an event that come and go. */
function rulesOf(effect, id) {
  return rulesOn(effect, (f) => f.events.includes(id));
}

/** Clashes that come and go of events that do not differ themselves. */
export function otherRules(answer) {
  const ids = new Set(idsOf(answer.import));
  const found = rulesOn(answer.effect, (f) => !f.events.some((id) => ids.has(id))).flat();
  return found.length > 0 && h("div", { class: "others" }, found.slice(0, MOST), found.length > MOST && h("p", null, t("andMore", { n: num(found.length - MOST) })));
}

function rulesOn({ come, gone }, which) {
  const of = (found) => found.filter(which).map(findingText);
  return [of(come).map((text) => h("p", { class: "bad-text" }, `⚠ ${text}`)), of(gone).map((text) => h("p", { class: "good-text" }, `✓ ${t("solved", { text })}`))];
}

function cells(columns, kind, open) {
  const rows = Object.entries(columns).map(([key, [old, now]]) => h("div", null, h("dt", null, t(`col.${key}`)),
    h("dd", null, kind !== "added" && [h("del", null, cellText(key, old)), h("span", { class: "arrow", role: "img", "aria-label": t("becomes") }, " → ")], h("ins", null, cellText(key, now)))));
  return h("details", { open }, h("summary", null, list(Object.keys(columns).map((key) => t(`col.${key}`)))), h("dl", { class: "unlike-cells" }, rows));
}

/** The cells of a new event that hold anything. */
function filled(event) {
  return Object.fromEntries(Object.entries(event).filter(([key, v]) => key in COLUMNS && v && v.length !== 0).map(([key, v]) => [key, [null, v]]));
}

/** A cell in the reader's words. */
export function cellText(key, value) {
  if (Array.isArray(value)) return value.join("; ") || t("blank");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (value === null || value === undefined || value === "") return t("blank");
  if (Array.isArray(COLUMNS[key])) return term(key, value);
  return typeof value === "number" ? num(value) : String(value);
}
