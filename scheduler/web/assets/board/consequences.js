/** What a release changes: event by event, then calendar by calendar, entry by entry. */

import { placeText } from "./changes.js";
import { h } from "./dom.js";
import { lang, list, name, num, t, term } from "./i18n.js";
import { pairOf } from "./plan.js";

const MOST = 200;
const TONES = { appears: "good", returns: "good", changes: "fair", cancelled: "bad", vanishes: "quiet", new: "good", back: "good", confirmed: "good", over: "quiet" };

/** Everything that differs; a calendar's entries are drawn when it is opened. */
export function consequenceList(plan, diff) {
  if (!diff || !(diff.events.length + diff.feeds.length)) return h("p", { class: "nothing" }, t("nothingToPublish"));
  const audiences = ["public", "private"].map((a) => [a, diff.feeds.filter((f) => f.audience === a)]).filter(([, feeds]) => feeds.length);
  return h("div", { class: "consequences", tabindex: "0", role: "group", "aria-label": t("consequencesTitle") },
    h("p", null, t("consequences", { events: num(diff.events.length), feeds: num(new Set(diff.feeds.map((f) => f.path)).size) })),
    h("h3", null, t("eventsChange")), h("ul", { class: "event-changes" }, diff.events.slice(0, MOST).map((e) => happening(plan, e)), more(diff.events)),
    audiences.map(([audience, feeds]) => [h("h3", null, t(`feeds.${audience}`, { n: num(feeds.length) })), feeds.map((f) => feedChange(plan, diff, f))]));
}

function more(all) {
  return all.length > MOST && h("li", null, t("andMore", { n: num(all.length - MOST) }));
}

function pill(kind, text) {
  return h("span", { class: `pill ${TONES[kind] || "fair"}` }, text);
}

function happening(plan, e) {
  return h("li", { dataset: { happens: e.event_id } }, e.kinds.map((k) => pill(k, term("happening", k))), h("b", null, name(pairOf(e, e.event_id))),
    e.from && h("span", { class: "was" }, placeText(plan, e.from)), e.to && h("span", { class: "now" }, placeText(plan, e.to)));
}

function feedChange(plan, diff, feed) {
  const kinds = Object.entries(feed).filter(([, value]) => Array.isArray(value));
  const body = h("ul");
  const fill = () => {
    if (body.firstChild) return;
    const entries = kinds.flatMap(([, numbers]) => numbers).map((n) => diff.entries[n]);
    body.append(...entries.slice(0, MOST).map((e) => entryChange(plan, diff, e)), more(entries) || "");
  };
  return h("details", { dataset: { feed: `${feed.audience}/${feed.path}` }, on: { toggle: fill } },
    h("summary", null, h("b", null, name(pairOf(feed, feed.path))), h("span", { class: "counts" }, kinds.map(([kind, numbers]) => pill(kind, `${term("entryChange", kind)} ${num(numbers.length)}`)))), body);
}

function entryChange(plan, diff, e) {
  const known = plan.event.has(e.event_id) ? plan.eventName(e.event_id) : name(pairOf(diff.events.find((x) => x.event_id === e.event_id) || {}, e.event_id));
  const what = e.phase === "busy" ? t("busyDays") : `${known} · ${term("phase", e.phase)}`;
  const days = [...new Set([e.from, e.to].filter(Boolean).map((side) => daysText(plan, side)))].join(" → ");
  return h("li", null, pill(e.change, term("entryChange", e.change)), h("span", null, what), h("small", null, days, e.fields.length > 0 && ` (${list(e.fields.map((f) => term("field", f)))})`));
}

function daysText(plan, side) {
  const [first, last] = side.days.map((d) => plan.calendar.day(d));
  return plan.calendar.range(first, last, lang());
}
