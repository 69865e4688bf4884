/** Changes of a scenario file in words. */

import { list, name, num, t } from "./i18n.js";
import { pairOf } from "./plan.js";

/** One sentence on a change, a map of one key. */
export function stepText(plan, change) {
  const [[kind, body]] = Object.entries(change);
  return t(`step.${kind}`, { what: whatOf(plan, kind, body), event: eventOf(plan, body), size: sizeOf(body), from: day(body?.from), to: day(body?.to) });
}

function whatOf(plan, kind, body) {
  if (kind === "policy") return list(Object.entries(body).map(([key, value]) => `${key} = ${typeof value === "object" ? JSON.stringify(value) : value}`));
  if (kind === "neighbour") return body;
  const { venue = kind === "change_venue" ? body.id : null, hall } = body || {};
  if (!venue) return "";
  // A venue or hall that the scenario itself brings is a map.
  const place = typeof venue === "string" ? plan.venueName(venue) : nameOf(venue);
  const inside = typeof hall === "string" ? plan.hallName(venue, hall) : hall && nameOf(hall);
  return [place, inside].filter(Boolean).join(" ");
}

function eventOf(plan, body) {
  const id = typeof body === "string" ? body : body?.id || "";
  return body?.name_zh || body?.name_en ? nameOf(body) : plan.eventName(id);
}

function nameOf(thing) {
  return name(pairOf(thing, thing.id));
}

function sizeOf({ gross_m2, seats } = {}) {
  return list([gross_m2 && `${num(gross_m2)} m²`, seats && t("seats", { n: num(seats) })].filter(Boolean));
}

function day(value) {
  return value || t("openEnded");
}
