/** The form that closes a hall for some days, with the number of events it hits, and opens it again. */

import { h } from "./dom.js";
import { lang, name, num, t } from "./i18n.js";
import { pairOf } from "./plan.js";
import { hitBy } from "./stretch.js";

/** Ask for hall, days and reason; `given` fills the form. */
export function openClosing(board, given = {}) {
  const { plan } = board;
  const first = plan.doc.venues.find((v) => v.halls.length);
  if (!first) return;
  const start = { venue: first.id, hall: first.halls[0].id, from: 0, to: 1, ...given };
  const hall = h("select", { id: "close-hall", required: true }, plan.doc.venues.map((v) => h("optgroup", { label: name(pairOf(v, v.id)) },
    h("option", { value: `${v.id}/` }, t("wholeVenue")), v.halls.map((x) => h("option", { value: `${v.id}/${x.id}` }, name(pairOf(x, x.id)))))));
  hall.value = `${start.venue}/${start.hall}`;
  const date = (id, day) => h("input", { type: "date", id, required: true, min: plan.doc.horizon.first, max: plan.doc.horizon.last, value: plan.calendar.iso(day) });
  const [from, to] = [date("close-from", start.from), date("close-to", start.to - 1)];
  const reason = h("input", { type: "text", id: "close-reason", maxlength: "200", autocomplete: "off" });
  const hit = h("output", { class: "hit", for: "close-hall close-from close-to" });
  const count = () => {
    if (!from.value || !to.value) return;
    const [venueId, hallId] = hall.value.split("/");
    const found = hitBy(plan, venueId, hallId, plan.calendar.day(from.value), plan.calendar.day(to.value) + 1);
    hit.replaceChildren(h("b", null, `${found.length ? "⚠" : "✓"} ${t("hits", { n: num(found.length) })}`), found.slice(0, 5).map((p) => h("span", null, plan.eventName(p.event_id))));
    hit.classList.toggle("bad-text", found.length > 0);
    to.min = from.value;
  };
  for (const field of [hall, from, to]) field.addEventListener("input", count);
  count();
  const done = (event) => {
    event.preventDefault();
    const [venue_id, hall_id] = hall.value.split("/");
    const edit = { op: "close", venue_id, from: from.value, to: to.value };
    if (hall_id) edit.hall_id = hall_id;
    if (reason.value.trim()) edit[lang() === "zh" ? "reason_zh" : "reason_en"] = reason.value.trim();
    box.close();
    board.session.apply([edit], t("closedNow", { hall: hall.selectedOptions[0].textContent, from: from.value, to: to.value }));
  };
  const field = (label, input) => h("label", null, h("span", null, label), input);
  const box = h("dialog", { class: "box", "aria-labelledby": "close-title" },
    h("form", { on: { submit: done } }, h("h2", { id: "close-title" }, t("closing")), field(t("hall"), hall),
      h("div", { class: "pair" }, field(t("from"), from), field(t("to"), to)), field(t("reason"), reason), hit,
      h("div", { class: "buttons" }, h("button", { type: "button", on: { click: () => box.close() } }, t("cancel")), h("button", { class: "primary", id: "close-go" }, t("closeIt")))));
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
