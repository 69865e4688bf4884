/** Requests whose answers were lost: whether they were done all the same. */

import { get } from "./api.js";

/** Keys of edits that hold whole files, which the history leaves out. */
const FILES = ["csv", "data"];

/**
 * Whether a request was done, as the ledger says.
 *
 * It was made to one version: if it was done, it is the very next entry.
 */
export async function wasDone(path, what, sent, who) {
  const { entries: [next] } = await get(`${path}/history?after=${sent.version}`);
  if (!next || next.version !== sent.version + 1 || next.who !== who) return false;
  if (what !== "edits") return next.kind === what && (what !== "title" || next.edits[0].title === sent.title);
  return next.kind === "edit" && JSON.stringify(next.edits) === JSON.stringify(sent.edits.map(brief));
}

/** An edit as the history tells it. */
function brief(edit) {
  if (edit.op !== "import") return edit;
  const rest = Object.entries(edit).filter(([key]) => !FILES.includes(key));
  return { ...Object.fromEntries(rest), bytes: FILES.reduce((sum, key) => sum + (edit[key] || "").length, 0) };
}
