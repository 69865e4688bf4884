/** Lights up all bars of the event under the pointer or in focus, and shows its tip. */

import { hideTip, moveTip, showTip } from "./overlay.js";

export class Light {
  #shown = null;

  /** `timeline` has a sheet with bars; while it is `quiet`, nothing lights up. */
  constructor(timeline) {
    this.timeline = timeline;
    const { sheet } = timeline;
    const barOf = (event) => event.target.closest?.(".tl-bar");
    sheet.addEventListener("pointerover", (event) => this.#on(barOf(event), event.clientX, event.clientY));
    sheet.addEventListener("pointermove", (event) => moveTip(event.clientX, event.clientY));
    sheet.addEventListener("pointerleave", () => this.#on(null));
    sheet.addEventListener("focusin", (event) => {
      const box = event.target.getBoundingClientRect();
      if (event.target.matches(":focus-visible")) this.#on(barOf(event), box.left, box.bottom - 12);
    });
    sheet.addEventListener("focusout", () => this.#on(null));
  }

  #on(element, x, y) {
    const { timeline } = this;
    if (timeline.quiet) return;
    const id = element ? element.bar.id : null;
    if (id !== this.#shown) {
      for (const part of timeline.partsOf(this.#shown)) part.classList.remove("lit");
      for (const part of timeline.partsOf(id)) part.classList.add("lit");
      this.#shown = id;
    }
    if (element) showTip(timeline.view.describe(element.bar), x, y);
    else hideTip();
  }
}
