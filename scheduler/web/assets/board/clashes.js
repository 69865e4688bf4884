/** The counter of broken rules, and F8 that goes from one to the next. */

import { h } from "./dom.js";
import { num, t } from "./i18n.js";
import { announce, showToast } from "./said.js";
import { findingText } from "./tips.js";

/** The counter for the header; `board` has plan and timeline. */
export function clashCounter(board) {
  let at = -1;
  const button = h("button", { type: "button", id: "clashes", class: "chip", on: { click: () => next(1) } });
  const next = (step) => {
    const { hard } = board.plan;
    if (!hard.length) return announce(t("noClash"));
    at = (at + step + hard.length) % hard.length;
    const finding = hard[at];
    const id = finding.events.find((event) => board.plan.place.has(event));
    const say = () => t("clashAt", { n: at + 1, all: hard.length, text: findingText(finding) });
    if (id) {
      board.timeline.focusBar(id);
      return announce(say());
    }
    // No bar to go to: an event without a place, or a goal of the city.
    showToast(say, { tone: "bad" });
    board.panel.open("cost");
    return showFinding(board.panel.body, at);
  };
  const refresh = () => {
    const n = board.plan.hard.length;
    button.replaceChildren(h("span", { "aria-hidden": "true" }, n ? "⚠" : "✓"), ` ${t("clashes", { n: num(n) })} `, h("kbd", { "aria-hidden": "true" }, "F8"));
    button.classList.toggle("bad", n > 0);
    button.classList.toggle("good", n === 0);
    button.title = t("clashHint");
  };
  return { button, next, refresh };
}

/** Mark a broken rule in the list of the costs. */
function showFinding(body, at) {
  const line = body.querySelector(`[data-finding="${at}"]`);
  line?.setAttribute("aria-current", "true");
  line?.scrollIntoView({ block: "center" });
}
