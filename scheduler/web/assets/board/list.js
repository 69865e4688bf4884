/** All events by date, and first those without a place. */

import { h, swatch } from "./dom.js";
import { lang, num, t } from "./i18n.js";

const MOST = 400;

/** `found` are the ids that the filters let through; the others are faded, not hidden. */
export function listTab(board, found) {
  const { plan } = board;
  const off = [...plan.event.values()].filter((e) => !plan.place.has(e.id));
  const on = [...plan.place.values()].sort((a, b) => a.show - b.show || (a.event_id < b.event_id ? -1 : 1)).map((p) => plan.event.get(p.event_id)).filter(Boolean);
  const order = (events) => [...events.filter((e) => !found || found.has(e.id)), ...events.filter((e) => found && !found.has(e.id))];
  const shown = order(on);
  return [
    off.length > 0 && h("section", { "aria-labelledby": "off-title" }, h("h2", { id: "off-title" }, t("withoutPlace", { n: num(off.length) })), h("ul", { class: "events" }, off.map((e) => item(board, e, found)))),
    h("section", { id: "events-list", "aria-labelledby": "on-title" }, h("h2", { id: "on-title" }, t("placed", { n: num(on.length) })),
      on.length ? h("ul", { class: "events" }, shown.slice(0, MOST).map((e) => item(board, e, found))) : h("p", { class: "nothing" }, t("nothingPlaced")),
      shown.length > MOST && h("p", { class: "hint" }, t("andMore", { n: num(shown.length - MOST) }))),
  ];
}

function item(board, event, found) {
  const { plan } = board;
  const p = plan.place.get(event.id);
  const go = () => {
    board.open(event.id);
    if (p) board.timeline.focusBar(event.id);
  };
  const where = p ? `${plan.calendar.range(p.show, p.end - 1, lang())} · ${plan.halls(p.venue_id, p.hall_ids)}` : t("notPlaced");
  return h("li", { class: found && !found.has(event.id) ? "faded" : null },
    h("button", { type: "button", dataset: { event: event.id }, title: p || board.readOnly ? null : t("dragHint"), "aria-current": board.state.ev === event.id ? "true" : null, on: { click: go, pointerdown: (e) => p || board.dragging.lift(e, event) } },
      swatch(plan.colour(event, board.state.by)), h("span", { class: "what" }, plan.eventName(event.id)), h("small", null, where),
      plan.hardOf.has(event.id) && h("span", { class: "flag", title: t("clash") }, "⚠"), plan.doc.locks[event.id] && h("span", { class: "lock-word" }, t("lockedShort"))));
}
