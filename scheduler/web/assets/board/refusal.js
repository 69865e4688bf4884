/** Refusals are shown, also where nobody thought of them. */

import { Refused } from "./api.js";
import { reasonOf, showToast } from "./said.js";

/** Show a refusal; any other error goes on. */
export function showRefusal(error) {
  if (!(error instanceof Refused)) throw error;
  // Whoever left the login was told already.
  if (error.status !== 401) showToast(() => reasonOf(error), { tone: "bad" });
}

/** Show every refusal that no part of the page took care of. */
export function hearUnhandled() {
  addEventListener("unhandledrejection", (event) => {
    if (!(event.reason instanceof Refused)) return;
    event.preventDefault();
    showRefusal(event.reason);
  });
}
