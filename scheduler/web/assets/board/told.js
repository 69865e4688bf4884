/** Entries of the ledger in words. */

import { list, num, t } from "./i18n.js";

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
