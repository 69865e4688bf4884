/** The form that closes a hall for some days, with the number of events it hits. */

import { field, openBox } from "./box.js";
import { reopen } from "./deeds.js";
import { h } from "./dom.js";
import { lang, name, num, t } from "./i18n.js";
import { pairOf } from "./plan.js";
import { showToast } from "./said.js";
import { hitBy } from "./stretch.js";

/** Ask for hall, days and reason; `given` fills the form. */
export function openClosing(board, given = {}) {
  const { plan } = board;
  if (board.readOnly) return showToast(() => t("viewOnlyWhy"));
  const first = plan.doc.venues.find((v) => v.halls.length);
  if (!first) return null;
  const start = { venue: first.id, hall: first.halls[0].id, from: 0, to: 1, ...given };
  const hall = h("select", { id: "close-hall", required: true }, plan.doc.venues.map((v) => h("optgroup", { label: name(pairOf(v, v.id)) },
    h("option", { value: `${v.id}/` }, `${name(pairOf(v, v.id))} · ${t("wholeVenue")}`), v.halls.map((x) => h("option", { value: `${v.id}/${x.id}` }, `${name(pairOf(v, v.id))} ${name(pairOf(x, x.id))}`)))));
  hall.value = `${start.venue}/${start.hall}`;
  const date = (id, day) => h("input", { type: "date", id, required: true, min: plan.doc.horizon.first, max: plan.doc.horizon.last, value: plan.calendar.iso(day) });
  const [from, to] = [date("close-from", start.from), date("close-to", start.to - 1)];
  const reason = h("input", { type: "text", id: "close-reason", maxlength: "200", autocomplete: "off" });
  const hit = h("output", { class: "hit", for: "close-hall close-from close-to" });
  const count = () => from.value && to.value && tell(board.plan, hit, hall.value.split("/"), from.value, to.value);
  for (const input of [hall, from, to]) input.addEventListener("input", () => { to.min = from.value; count(); });
  count();
  const submit = async (box) => {
    const [venue_id, hall_id] = hall.value.split("/");
    const why = reason.value.trim() && { [lang() === "zh" ? "reason_zh" : "reason_en"]: reason.value.trim() };
    const edit = { op: "close", venue_id, from: from.value, to: to.value, ...(hall_id && { hall_id }), ...why };
    if (await board.session.apply([edit], (now) => t("closedNow", { hall: hallSaid(now, edit), from: edit.from, to: edit.to }))) box.close();
  };
  const list = h("div", null, made(board));
  const changed = () => {
    count();
    // Who opens closed halls again by keyboard stays where they are in the list.
    if (!list.contains(document.activeElement)) list.replaceChildren(made(board) || "");
  };
  const box = openBox("close", t("closing"), [field(t("hall"), hall), h("div", { class: "pair" }, field(t("from"), from), field(t("to"), to)), field(t("reason"), reason), hit, list], { submit, go: t("closeIt") });
  board.session.addEventListener("changed", changed);
  box.addEventListener("close", () => board.session.removeEventListener("changed", changed));
  return box;
}

/** A hall with its venue, or the whole venue. */
function hallSaid(plan, { venue_id: venue, hall_id: hall }) {
  return hall ? `${plan.venueName(venue)} ${plan.hallName(venue, hall)}` : `${plan.venueName(venue)} · ${t("wholeVenue")}`;
}

/** Closures made on this board, each with the button that takes it back. */
function made(board) {
  const { plan } = board;
  const list = h("ul", { class: "closures", "aria-labelledby": "closures-title" }, plan.doc.closures.map((c) => line(board, plan, c)));
  return plan.doc.closures.length > 0 && h("section", null, h("h3", { id: "closures-title" }, t("closuresMade")), list);
}

function line(board, plan, c) {
  const what = [plan.venueName(c.venue_id), c.hall_id && plan.hallName(c.venue_id, c.hall_id)].filter(Boolean).join(" ");
  const days = plan.calendar.range(plan.calendar.day(c.from), plan.calendar.day(c.to), lang());
  const text = [what, days, name([c.reason_zh || c.reason_en, c.reason_en || c.reason_zh])].filter(Boolean).join(" · ");
  const open = async ({ currentTarget: button }) => {
    const [item, section] = [button.closest("li"), button.closest("section")];
    if (!(await reopen(board, c.number))) return;
    const next = (item.nextElementSibling || item.previousElementSibling)?.querySelector("button");
    (next || document.getElementById("close-hall")).focus();
    (next ? item : section).remove();
  };
  return h("li", { dataset: { closure: c.number } }, h("span", null, text), h("button", { type: "button", "aria-label": `${t("reopen")}: ${text}`, on: { click: open } }, t("reopen")));
}

/** Say which events lie in the hall on those days. */
function tell(plan, hit, [venueId, hallId], from, to) {
  const found = hitBy(plan, venueId, hallId, plan.calendar.day(from), plan.calendar.day(to) + 1);
  hit.replaceChildren(h("b", null, `${found.length ? "⚠" : "✓"} ${t("hits", { n: num(found.length) })}`), ...found.slice(0, 5).map((p) => h("span", null, plan.eventName(p.event_id))));
  hit.classList.toggle("bad-text", found.length > 0);
}
