/** Who did what when, newest first; any moment can be looked at beside the plan of now. */

import { get } from "./api.js";
import { openBox } from "./box.js";
import { showDifferences } from "./differ.js";
import { h } from "./dom.js";
import { list, num, t } from "./i18n.js";

const MOST = 200;

export async function openHistory(board) {
  const { entries } = await get(`${board.session.path}/history`);
  const look = (version) => {
    box.close();
    showDifferences(board, `${board.session.path}?as_of=${version}`, t("asOf", { n: version }));
  };
  const row = (e) => h("li", null, h("time", { datetime: e.when }, local(e.when)), h("span", null, told(board.plan, e), e.who && h("small", null, ` ${e.who}`)),
    h("button", { type: "button", "aria-label": t("lookAt", { n: e.version - 1 }), on: { click: () => look(e.version - 1) } }, t("before")));
  const shown = [...entries].reverse().slice(0, MOST);
  const box = openBox("history", t("history"), shown.length ? h("ol", { class: "history", reversed: true }, shown.map(row)) : h("p", { class: "nothing" }, t("noHistory")), { wide: true });
}

/** The moment in the reader's own time, to the minute. */
export function local(when) {
  const at = new Date(when);
  const two = (n) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** An entry of the ledger in words. */
export function told(plan, entry) {
  if (entry.kind !== "edit") return t(`entry.${entry.kind}`, { title: entry.edits[0]?.title || t("untitled") });
  const words = entry.edits.map((e) => t(`entry.${e.op}`, { event: plan.eventName(e.event_id || e.id || ""), n: num((e.placements || e.changes || []).length), hall: e.hall_id ? plan.hallName(e.venue_id, e.hall_id) : plan.venueName(e.venue_id || "") }));
  return list(words.slice(0, 3)) + (words.length > 3 ? ` … ${t("andMore", { n: words.length - 3 })}` : "");
}
