/** The menu of a bar (right click, menu key, Shift+F10), of a closure, and of the whole plan. */

import { openClosing } from "./closing.js";
import { LOCKS, reopen, setLock, takeOff } from "./deeds.js";
import { openForm } from "./form.js";
import { openKeys } from "./help.js";
import { t } from "./i18n.js";
import { hideTip } from "./overlay.js";
import { openPlans } from "./plans.js";
import { entries, entry, openPopup } from "./popup.js";

const FORMATS = ["html", "xlsx", "csv", "json", "ics"];

/** Open the menu of the bar, or of the closure, that the event came from. */
export function openMenu(board, event) {
  const element = event.target.closest?.(".tl-bar");
  const closed = event.target.closest?.(".tl-closed[data-number]");
  if (!element && !closed) return;
  event.preventDefault();
  hideTip();
  const at = [event.clientX, event.clientY];
  if (closed) openPopup(closed, closed.title, [entry(t("reopen"), () => reopen(board, Number(closed.dataset.number)))], ...at);
  else openPopup(element, board.plan.eventName(element.bar.id), ofEvent(board, element.bar.id), ...at);
}

function ofEvent(board, id) {
  const lock = board.plan.doc.locks[id] || "";
  return [
    entry(t("details"), () => board.open(id)), entry(t("options"), () => board.panel.ask("options", id)), entry(t("whyHere"), () => board.panel.ask("explain", id)),
    entries(t("locked"), LOCKS.map((what) => entry(t(`setLock.${what || "none"}`), () => setLock(board, id, what), { checked: what === lock }))),
    entry(t("changeEvent"), () => openForm(board, id)), entry(t("takeOff"), () => takeOff(board, id)),
  ];
}

/** What can be done with the whole plan. */
export function openMore(board, button) {
  const file = (format) => entry(t(`export.${format}`), null, { href: `${board.session.path}/export/${format}?lang=${board.state.lang}` });
  openPopup(button, t("more"), [
    entry(t("plans"), () => openPlans(board)), entry(t("addEvent"), () => openForm(board)), entry(t("closing"), () => openClosing(board)),
    entries(t("takeWith"), FORMATS.map(file), entry(t("print"), () => print())),
    entry(t("keys"), () => openKeys()),
  ]);
}
