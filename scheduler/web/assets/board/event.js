/** One event: where it stands, what it wants, what it costs, and what can be done. */

import { LOCKS, setLock, takeOff } from "./deeds.js";
import { h, swatch } from "./dom.js";
import { openDropping } from "./dropping.js";
import { openForm } from "./form.js";
import { lang, num, t, term } from "./i18n.js";
import { placingForm } from "./placing.js";
import { findingText, phases } from "./tips.js";

export function detailsTab(board) {
  const { plan, state } = board;
  const event = plan.event.get(state.ev);
  if (!event) return h("p", { class: "nothing" }, t("chooseEvent"));
  const p = plan.place.get(event.id);
  const other = lang() === "zh" ? event.name_en : event.name_zh;
  return [
    h("h2", { class: "event-name" }, swatch(plan.colour(event, state.by)), plan.eventName(event.id)),
    other && other !== plan.eventName(event.id) && h("p", { class: "hint", lang: lang() === "zh" ? "en" : "zh-CN" }, other),
    h("p", { class: "pills" }, [term("kind", event.kind), event.status && term("status", event.status), ...event.industries.map((x) => plan.industryName(x))].filter(Boolean).map((text) => h("span", { class: "pill" }, text))),
    p ? pairs([[t("venue"), plan.venueName(p.venue_id)], [t("halls"), plan.halls(p.venue_id, p.hall_ids)], ...phases(plan, p)]) : h("p", { class: "callout fair" }, t("notPlaced")),
    broken(plan, event), board.readOnly ? viewed(plan, event) : [placingForm(board, event, p), deeds(board, event, p), whyNot(board, event, p)], points(plan, event), wants(plan, event),
  ];
}

function broken(plan, event) {
  const found = plan.hardOf.get(event.id) || [];
  return found.length > 0 && h("div", { class: "callout bad" }, h("b", null, t("breaks")), h("ul", null, found.map((f) => h("li", null, findingText(f)))));
}

/** A viewer sees what is locked, and why there is nothing to press. */
function viewed(plan, event) {
  const lock = plan.doc.locks[event.id];
  return h("p", { class: "hint viewed" }, lock ? `${t(`lock.${lock}`)} · ` : "", t("viewOnlyWhy"));
}

function deeds(board, event, p) {
  const lock = h("select", { id: "event-lock", on: { change: () => setLock(board, event.id, lock.value) } }, LOCKS.map((what) => h("option", { value: what }, t(what ? `lock.${what}` : "lock.none"))));
  lock.value = board.plan.doc.locks[event.id] || "";
  return h("div", { class: "line" }, h("label", { for: "event-lock" }, t("lockLabel")), lock,
    h("button", { type: "button", on: { click: () => board.panel.ask("options", event.id) } }, t("options")),
    h("button", { type: "button", on: { click: () => board.panel.ask("explain", event.id) } }, t("whyHere")),
    p && h("button", { type: "button", on: { click: () => takeOff(board, event.id) } }, t("takeOff")),
    h("button", { type: "button", id: "event-change", on: { click: () => openForm(board, event.id) } }, t("changeEvent")),
    h("button", { type: "button", id: "event-drop", on: { click: () => openDropping(board, event.id) } }, t("dropEvent")));
}

/** Ask why the event is not at a venue on a day: the same question as a right click there. */
function whyNot(board, event, p) {
  const { plan } = board;
  const venue = h("select", { id: "why-venue", "aria-label": t("venue") }, plan.doc.venues.map((v) => h("option", { value: v.id }, plan.venueName(v.id))));
  if (p) venue.value = p.venue_id;
  const { first, last } = plan.doc.horizon;
  const date = h("input", { type: "date", id: "why-on", "aria-label": t("opens"), required: true, min: first, max: last, value: p ? plan.calendar.iso(p.show) : event.preferred_start || first });
  const ask = (e) => {
    e.preventDefault();
    board.panel.ask("explain", event.id, { venue_id: venue.value, on: date.value });
  };
  return h("form", { class: "line", id: "why-not", on: { submit: ask } }, h("span", null, t("whyNotAt")), venue, date, h("button", null, t("whyNotGo")));
}

function points(plan, event) {
  const cost = plan.doc.cost_by_event[event.id] || 0;
  const found = (plan.softOf.get(event.id) || []).filter((f) => f.amount && f.events.length === 1);
  return h("section", null, h("h3", null, t("itsCost", { n: num(cost) })),
    found.length ? h("ul", { class: "costs" }, found.map((f) => h("li", null, h("b", { class: "points" }, num(f.amount)), h("span", null, findingText(f))))) : h("p", { class: "hint" }, t("noCost")));
}

function wants(plan, event) {
  const needs = [event.gross_m2 && `${num(event.gross_m2)} m²`, event.seats && t("seats", { n: num(event.seats) }), event.outdoor_m2 && t("outdoor", { n: num(event.outdoor_m2) })].filter(Boolean);
  return h("section", null, h("h3", null, t("wants")), pairs([
    [t("id"), event.id], [t("wish"), event.preferred_start], [t("wishVenue"), event.preferred_venue && plan.venueName(event.preferred_venue)],
    [t("window"), (event.earliest || event.latest) && `${event.earliest || "…"} – ${event.latest || "…"}`], [t("booked"), event.booked_start],
    [t("dayCounts"), `${event.move_in_days || 0} + ${event.show_days} + ${event.move_out_days || 0}`], [t("needs"), needs.join(" · ")],
    [t("visitors"), event.daily_visitors && num(event.daily_visitors)], [t("priority"), String(event.priority)],
  ]));
}

function pairs(rows) {
  return h("dl", { class: "pairs" }, rows.filter(([, value]) => value).map(([label, value]) => h("div", null, h("dt", null, label), h("dd", null, value))));
}
