/** The form that puts an event somewhere: venue, halls and first show day; the same edit as a drag. */

import { h } from "./dom.js";
import { moveTo } from "./drag.js";
import { t } from "./i18n.js";
import { Places } from "./legal.js";
import { same } from "./target.js";

/** What the server did not take, to be tried again; it stays for as long as its event is looked at in its plan. */
let kept = null;

/** A form for an event, also for one without a place. */
export function placingForm(board, event, p) {
  const { plan } = board;
  const { first, last } = plan.doc.horizon;
  if (kept?.id !== event.id || kept.plan !== plan.doc.id || !plan.venue.has(kept.venue_id)) kept = null;
  const venue = h("select", { id: "event-venue", "aria-label": t("venue") }, plan.doc.venues.map((v) => h("option", { value: v.id }, plan.venueName(v.id))));
  venue.value = kept?.venue_id || p?.venue_id || event.preferred_venue || event.venues[0] || plan.doc.venues[0].id;
  const halls = h("select", { id: "event-halls", "aria-label": t("halls") });
  const date = h("input", { type: "date", id: "event-start", required: true, value: kept?.date || (p ? plan.calendar.iso(p.show) : event.preferred_start || first), min: first, max: last });
  let asked = null;
  const fill = async () => {
    asked ??= board.session.places(event.id).then((answer) => new Places(plan, answer));
    const places = await asked;
    offer(plan, halls, venue.value, choices(plan, venue.value, p, places.fits(venue.value)));
  };
  offer(plan, halls, venue.value, choices(plan, venue.value, p, []));
  venue.addEventListener("change", fill);
  const typed = () => ({ plan: plan.doc.id, id: event.id, venue_id: venue.value, hall_ids: halls.value.split(";").filter(Boolean), date: date.value });
  const go = async (e) => {
    e.preventDefault();
    const wanted = typed();
    kept = (await moveTo(board, event.id, { ...wanted, show: plan.calendar.day(wanted.date) })) ? null : wanted;
    board.panel.answered();
  };
  const input = () => { if (kept) kept = typed(); };
  // The server is asked for stretches that fit once somebody turns to the form.
  return h("form", { class: "line", id: "place-it", on: { submit: go, input, focusin: () => asked || fill() } }, h("label", { for: "event-start" }, t("opens")), date, venue, halls, h("button", { id: "place-go" }, t(p ? "move" : "placeIt")));
}

/** What was tried first, where it stands, then stretches that fit; where none does, single halls. */
function choices(plan, venueId, p, fits) {
  const now = [kept, p].filter((x) => x?.venue_id === venueId).map((x) => x.hall_ids);
  const all = plan.venue.get(venueId).halls.map((hall) => [hall.id]);
  const more = fits.length ? fits : all;
  const found = [...now, ...more].filter((ids, i, every) => every.findIndex((x) => same(x, ids)) === i);
  return found.length ? found : [[]];
}

/** Fill the halls, keeping the chosen ones if they are still there. */
function offer(plan, select, venueId, stretches) {
  const before = select.value;
  select.replaceChildren(...stretches.map((ids) => h("option", { value: ids.join(";") }, plan.halls(venueId, ids))));
  if (stretches.some((ids) => ids.join(";") === before)) select.value = before;
}
