/** Why something was not done, in words; also where nobody thought of a refusal. */

import { Refused } from "./api.js";
import { name, t } from "./i18n.js";
import { showToast } from "./said.js";

/** What a refusal means to the reader: faults, else the server's sentence, else its status. */
export function reasonOf({ status, body }) {
  if (!status) return t("noServer");
  const faults = body.errors || [];
  if (faults.length) return faults.map((f) => name([f.message_zh, f.message_en])).join(" ");
  return name([body.message_zh, body.message_en]) || t("failed", { status });
}

/** Show a refusal; any other error goes on. */
export function showRefusal(error) {
  if (!(error instanceof Refused)) throw error;
  showToast(reasonOf(error), { tone: "bad" });
}

/** A refusal that no part of the page took care of is shown, too. */
export function hearUnhandled() {
  addEventListener("unhandledrejection", (event) => {
    if (!(event.reason instanceof Refused)) return;
    event.preventDefault();
    showToast(reasonOf(event.reason), { tone: "bad" });
  });
}
