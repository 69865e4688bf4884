/** Every event in one table that sorts and filters. */

import { h } from "./dom.js";
import { list, name, num, t, term } from "./i18n.js";
import { offText } from "./details.js";
import { badges, eventLink, evidencePill, linked, section } from "./parts.js";
import { dataTable } from "./table.js";

const memory = {};

export function events(model) {
  const options = { caption: t("events.title"), wide: true, sort: { key: "dates", down: false }, state: memory, search: (e) => searchText(model, e) };
  return section("events", dataTable(columns(model), model.events, options));
}

function columns(model) {
  const iso = (day) => (day === undefined ? "" : model.calendar.iso(day));
  const col = (key, label, value, cell, more = {}) => ({ key, label: t(label), value, cell, ...more });
  return [
    col("name", "event", (e) => name(e.name), (e) => [eventLink(model, e), h("small", { class: "under" }, e.event_id, badges(e))], { cls: "wide-cell" }),
    col("kind", "kind", (e) => term("kind", e.kind)),
    col("industry", "industry", (e) => model.industries(e), null, { cls: "mid" }),
    col("venue", "venue", (e) => name(e.venue), (e) => e.placed ? name(e.venue) : h("span", { class: "pill fair" }, t("notPlaced")), { cls: "mid" }),
    col("halls", "halls", (e) => model.halls(e), null, { cls: "halls" }),
    col("dates", "dates", (e) => e.show_first, (e) => e.placed ? dates(model, e) : "", { cls: "nowrap" }),
    col("wish", "wish", (e) => e.preferred_start, (e) => iso(e.preferred_start), { cls: "nowrap" }),
    col("off", "offWish", (e) => e.days_off === undefined ? null : Math.abs(e.days_off), (e) => offText(e), { numeric: true, cls: "nowrap" }),
    col("cost", "cost", (e) => e.cost, (e) => num(e.cost), { numeric: true }),
    col("status", "status", (e) => (e.status ? term("status", e.status) : "")),
    col("direction", "direction", (e) => (e.direction ? term("direction", e.direction) : "")),
    col("level", "level", (e) => (e.level ? term("level", e.level) : "")),
    col("evidence", "evidence", (e) => (e.evidence ? term("evidence", e.evidence) : ""), evidencePill),
    col("source", "source", (e) => e.source || "", (e) => linked(e.source || ""), { cls: "source" }),
  ];
}

function dates(model, e) {
  const moves = e.tenancy_first < e.show_first || e.tenancy_last > e.show_last;
  return [`${model.calendar.iso(e.show_first)} – ${model.calendar.iso(e.show_last).slice(5)}`,
    moves && h("small", { class: "under" }, t("tenancyOf", { from: model.calendar.iso(e.tenancy_first).slice(5), to: model.calendar.iso(e.tenancy_last).slice(5) }))];
}

function searchText(model, e) {
  e.row ??= [e.event_id, ...e.name, ...(e.venue || []), e.theme, e.source, e.show_first === undefined ? "" : model.calendar.iso(e.show_first), list(e.organizers || []),
    ...model.terms.kind[e.kind], ...e.industries.flatMap((i) => model.industry.get(i)?.name || i),
    ...["direction", "level", "status", "evidence"].flatMap((k) => model.terms[k][e[k]] || [])].join(" ");
  return e.row;
}
