/** Dropping an event that will not be held, asked first. */

import { openBox } from "./box.js";
import { h } from "./dom.js";
import { name, t } from "./i18n.js";
import { pairOf } from "./plan.js";
import { showToast } from "./said.js";

/** Ask whether an event is to be dropped; it goes with its place and its lock, and Undo brings all back. */
export function openDropping(board, id) {
  if (board.readOnly) return showToast(() => t("viewOnlyWhy"));
  const { plan } = board;
  const [event, title] = [plan.event.get(id), plan.eventName(id)];
  // The plan will not know it any more.
  const names = pairOf(event, id);
  const submit = async (box) => {
    if (await board.session.apply([{ op: "drop_event", event_id: id }], () => t("dropped", { event: name(names) }))) box.close();
  };
  const box = openBox("drop", t("dropAsk", { event: title }), [
    event.booked_start && h("p", { class: "callout fair" }, t("dropBooked", { date: event.booked_start })), h("p", { class: "hint" }, t("dropHint")),
  ], { submit, go: t("dropIt") });
  box.querySelector("#drop-go").focus();
  return box;
}
