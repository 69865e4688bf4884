/** Ctrl and the wheel zoom a timeline where the pointer is. */

const REST_MS = 160;

export class Wheel {
  #rest = 0;

  constructor(timeline) {
    this.timeline = timeline;
    timeline.scroll_.addEventListener("wheel", (event) => event.ctrlKey && this.#turn(event), { passive: false });
  }

  #turn(event) {
    event.preventDefault();
    const { timeline } = this;
    this.#hideNames();
    const factor = event.deltaY > 0 ? 1.2 : 1 / 1.2;
    timeline.zoomTo(timeline.daysInSight * factor, timeline.shareAt(event.clientX));
    timeline.dispatchEvent(new CustomEvent("zoom", { detail: timeline.daysInSight }));
  }

  /** Until the wheel rests: laying them out again would hold up each turn. */
  #hideNames() {
    const { timeline } = this;
    timeline.sheet.classList.add("zooming");
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      timeline.sheet.classList.remove("zooming");
      timeline.placeNames();
    }, REST_MS);
  }
}
