/** The menu of a bar (right click, menu key, Shift+F10), of a closure, and of the whole plan. */

import { download, Refused } from "./api.js";
import { openClosing } from "./closing.js";
import { openCompare } from "./compare.js";
import { LOCKS, reopen, setLock, takeOff } from "./deeds.js";
import { moveTo } from "./drag.js";
import { openDropping } from "./dropping.js";
import { openForm } from "./form.js";
import { openHistory } from "./history.js";
import { openKeys } from "./help.js";
import { t } from "./i18n.js";
import { openImport } from "./importing.js";
import { openScenario } from "./opening.js";
import { hideTip } from "./overlay.js";
import { openPlans, openRename } from "./plans.js";
import { shifted } from "./target.js";
import { openPublish } from "./publish.js";
import { openReleases } from "./releases.js";
import { entries, entry, openPopup } from "./popup.js";
import { hideToast, reasonOf, showToast } from "./said.js";

const FORMATS = ["html", "xlsx", "csv", "json", "ics"];

/** Open the menu of the bar, or of the closure, that the event came from. */
export function openMenu(board, event) {
  const element = event.target.closest?.(".tl-bar");
  const closed = event.target.closest?.(".tl-closed[data-number]");
  const row = event.target.closest?.(".tl-row[data-row]");
  if (!element && !closed && !row) return;
  event.preventDefault();
  hideTip();
  const at = [event.clientX, event.clientY];
  if (board.readOnly && !element) return;
  if (closed) openPopup(closed, closed.title, [entry(t("reopen"), () => reopen(board, Number(closed.dataset.number)))], ...at);
  else if (!element) ofPlace(board, { ...row.dataset, day: board.timeline.dayAt(event.clientX), ids: [], element: row }, at);
  else openPopup(element, board.plan.eventName(element.bar.id), ofEvent(board, element.bar.id), ...at);
}

/** Open the menu of a day of a row that a key asked about; a viewer sees what stands there. */
export function openPlace(board, place) {
  if (!board.readOnly) ofPlace(board, place, place.at);
  else if (place.ids.length) board.open(place.ids[0]);
}

/** A day of a hall: what stands there, what the chosen event would be there, and closing the hall. */
function ofPlace(board, { group, row: hall, day, ids, element }, [x, y]) {
  const { plan, state } = board;
  const event = plan.event.get(state.ev);
  const title = plan.eventName(state.ev);
  const on = plan.calendar.iso(day);
  const target = { venue_id: group, hall_ids: hall && event ? hallsFor(plan, event, group, hall) : [], show: day };
  openPopup(element, `${on} ${plan.hallName(group, hall)}`, [
    ids.map((id) => entry(t("detailsOf", { event: plan.eventName(id) }), () => board.open(id))),
    event && entry(t("whyNotHere", { event: title }), () => board.panel.ask("explain", event.id, { venue_id: group, on })),
    event && entry(t("placeHere", { event: title }), () => moveTo(board, event.id, target)),
    hall && entry(t("closeFromHere"), () => openClosing(board, { venue: group, hall, from: day, to: day + 1 })),
  ].flat().filter(Boolean), x, y);
}

/** The halls that an event has now, moved to a row; one without a place takes the row. */
function hallsFor(plan, event, venueId, hallId) {
  const p = plan.place.get(event.id);
  return p?.hall_ids.length ? shifted(plan.venue.get(p.venue_id), plan.venue.get(venueId), p.hall_ids, p.hall_ids[0], hallId) : [hallId];
}

function ofEvent(board, id) {
  const lock = board.plan.doc.locks[id] || "";
  if (board.readOnly) return [entry(t("details"), () => board.open(id))];
  return [
    entry(t("details"), () => board.open(id)), entry(t("options"), () => board.panel.ask("options", id)), entry(t("whyHere"), () => board.panel.ask("explain", id)),
    entries(t("locked"), LOCKS.map((what) => entry(t(`setLock.${what || "none"}`), () => setLock(board, id, what), { checked: what === lock }))),
    entry(t("changeEvent"), () => openForm(board, id)), entry(t("takeOff"), () => takeOff(board, id)), entry(t("dropEvent"), () => openDropping(board, id)),
  ];
}

/** What can be done with the whole plan; what changes it is not offered to a viewer. */
export function openMore(board, button) {
  const file = (format) => entry(t(`export.${format}`), null, { href: `${board.session.path}/export/${format}?lang=${board.state.lang}` });
  const may = !board.readOnly;
  openPopup(button, t("more"), [
    entry(t("plans"), () => openPlans(board)), may && entry(t("renameOpen"), () => openRename(board), { id: "rename-open" }), entry(t("compareOpen"), () => openCompare(board), { id: "compare-open" }), entry(t("history"), () => openHistory(board), { id: "history-open" }), may && entry(t("addEvent"), () => openForm(board)), may && entry(t("closing"), () => openClosing(board)), may && entry(t("import"), () => openImport(board)), may && entry(t("openScenario"), () => openScenario(board)),
    entries(t("takeWith"), FORMATS.map(file), entry(t("export.pdf"), () => takePdf(board), { id: "export-pdf" }), entry(t("scenario"), null, { href: `${board.session.path}/scenario` }), entry(t("print"), () => print())),
    entry(t("releasesOpen"), () => openReleases(board), { id: "releases-open" }), may && entry(t("publish"), () => openPublish(board), { id: "publish-open" }), entry(t("keys"), () => openKeys()),
  ].filter(Boolean));
}

/** The sheets as PDF; what sets them may not be installed on the server, which then says how. */
async function takePdf(board) {
  showToast(() => t("making"));
  try {
    await download(`${board.session.path}/export/pdf?lang=${board.state.lang}`);
    hideToast();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    showToast(() => reasonOf(error), { tone: "bad" });
  }
}
