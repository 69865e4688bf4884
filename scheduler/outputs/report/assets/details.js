/** All that is known of one event: the tip over its bar, and the panel at the side. */

import { h, swatch } from "./dom.js";
import { lang, list, name, num, t, term } from "./i18n.js";
import { badges, eventLink, evidencePill, linked, pill } from "./parts.js";

/** Short text for the tip. */
export function tipOf(model, event, by) {
  const cal = model.calendar;
  const phases = phaseRows(model, event).map(([label, text]) => h("div", null, h("dt", null, label), h("dd", null, text)));
  return h("div", null,
    h("b", null, swatch(model.colour(event, by)), name(event.name)),
    h("p", null, `${term("kind", event.kind)} · ${model.industries(event)}`),
    h("p", null, `${name(event.venue)} · ${model.halls(event)}`),
    h("dl", null, phases),
    event.preferred_start !== undefined && h("p", null, `${t("wish")} ${cal.iso(event.preferred_start)} · ${offText(event)}`),
    event.cost > 0 && h("p", null, t("points", { n: num(event.cost) })),
    (model.hardOf.get(event.event_id) || []).map((f) => h("p", { class: "bad-text" }, `⚠ ${name(f.text)}`)));
}

/** `on the day`, `3 days later`, … */
export function offText(event) {
  const off = event.days_off;
  if (off === undefined) return "";
  if (off === 0) return t("onWish");
  return t(off > 0 ? "later" : "earlier", { n: num(Math.abs(off)) });
}

function phaseRows(model, event) {
  const range = (a, b) => model.calendar.range(a, b, lang());
  const rows = [];
  if (event.move_in_days) rows.push([term("phase", "in"), range(event.tenancy_first, event.show_first - 1)]);
  rows.push([term("phase", "show"), range(event.show_first, event.show_last)]);
  if (event.move_out_days) rows.push([term("phase", "out"), range(event.show_last + 1, event.tenancy_last)]);
  return rows;
}

/** The panel; `close` is called by its button and by Escape. */
export function detailsPanel(model, event, by, close) {
  const button = h("button", { type: "button", class: "close", "aria-label": t("close"), on: { click: close } }, "×");
  return h("div", { class: "drawer", role: "dialog", "aria-labelledby": "drawer-title", tabindex: "-1", on: { keydown: (e) => e.key === "Escape" && close() } },
    button,
    h("h2", { id: "drawer-title" }, swatch(model.colour(event, by)), name(event.name)),
    event.name[0] !== event.name[1] && h("p", { class: "other-name", lang: lang() === "zh" ? "en" : "zh-CN" }, event.name[lang() === "zh" ? 1 : 0]),
    h("p", { class: "pills" }, pill(term("kind", event.kind)), event.level && pill(term("level", event.level)), event.status && pill(term("status", event.status)), badges(event), evidencePill(event)),
    hardBox(model, event), place(model, event), eventCosts(model, event), facts(model, event));
}

function hardBox(model, event) {
  const found = model.hardOf.get(event.event_id) || [];
  return found.length > 0 && h("div", { class: "callout bad" }, h("b", null, t("illegal")), h("ul", null, found.map((f) => h("li", null, name(f.text)))));
}

function place(model, event) {
  if (!event.placed) {
    const why = model.figures.unplaced.find((u) => u.event_id === event.event_id);
    return h("div", { class: "callout fair" }, h("b", null, t("notPlaced")), why && h("p", null, name(why.why)));
  }
  return pairs([[t("venue"), name(event.venue)], [t("halls"), model.halls(event)], ...phaseRows(model, event)]);
}

function eventCosts(model, event) {
  const own = model.linesOf.get(event.event_id) || [];
  const shared = model.cityLinesOf.get(event.event_id) || [];
  const item = (line) => h("li", null, h("b", { class: "points" }, num(line.points)), h("span", null, name(line.text), h("small", null, name(model.rules[line.rule].name))));
  if (!event.placed && !own.length) return null;
  return [
    h("h3", null, t("itsCost", { n: num(event.cost || 0) })),
    own.length ? h("ul", { class: "costs" }, own.map(item)) : h("p", { class: "empty good" }, h("i", { "aria-hidden": "true" }, "✓"), t("noCost")),
    shared.length > 0 && h("details", null, h("summary", null, t("sharedCost", { n: shared.length })), h("ul", { class: "costs" }, shared.slice(0, 50).map(item))),
  ];
}

function facts(model, event) {
  const iso = (day) => (day === undefined ? "" : model.calendar.iso(day));
  const venue = model.venue.get(event.preferred_venue);
  const needs = [
    event.gross_m2 && `${num(event.gross_m2)} m²`, event.seats && t("seats", { n: num(event.seats) }),
    event.outdoor_m2 && t("outdoor", { n: num(event.outdoor_m2) }),
  ].filter(Boolean);
  const mates = (event.co_located || []).map((id) => eventLink(model, model.event.get(id)));
  const window = event.earliest !== undefined || event.latest !== undefined ? `${iso(event.earliest) || "…"} – ${iso(event.latest) || "…"}` : "";
  return [
    h("h3", null, t("wishes")),
    pairs([
      [t("wishDate"), event.preferred_start !== undefined && `${iso(event.preferred_start)} ${event.placed ? `(${offText(event)})` : ""}`],
      [t("wishVenue"), venue && name(venue.name)],
      [t("weekend"), event.weekend && term("weekend", event.weekend)],
      [t("window"), window], [t("booked"), iso(event.booked_start)],
    ]),
    h("h3", null, t("facts")),
    pairs([
      [t("id"), event.event_id], [t("industry"), model.industries(event)], [t("direction"), event.direction && term("direction", event.direction)],
      [t("organizers"), list(event.organizers || [])], [t("priority"), String(event.priority)], [t("theme"), event.theme],
      [t("dayCounts"), t("dayCountsOf", { i: event.move_in_days, s: event.show_days, o: event.move_out_days })],
      [t("needs"), list(needs)], [t("requires"), list(event.requires || [])],
      [t("visitors"), event.daily_visitors && num(event.daily_visitors)],
      [t("rooms"), event.hotel_rooms && num(event.hotel_rooms)], [t("together"), mates.length && mates],
    ]),
    h("h3", null, t("evidence")),
    pairs([[t("evidence"), evidencePill(event)], [t("source"), event.source && linked(event.source)], [t("notes"), event.notes && linked(event.notes)]]),
    h("p", { class: "hint" }, t("assumedHint")),
  ];
}

/** Label and value; what has no value is left out. */
function pairs(rows) {
  const kept = rows.filter(([, value]) => value);
  return kept.length ? h("dl", { class: "pairs" }, kept.map(([label, value]) => h("div", null, h("dt", null, label), h("dd", null, value)))) : h("p", { class: "hint" }, t("none"));
}
