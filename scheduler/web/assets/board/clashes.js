/** The counter of broken rules, and F8 that goes from one to the next. */

import { h } from "./dom.js";
import { num, t } from "./i18n.js";
import { announce } from "./said.js";
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
    if (id) board.timeline.focusBar(id);
    announce(t("clashAt", { n: at + 1, all: hard.length, text: findingText(finding) }));
    return undefined;
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
