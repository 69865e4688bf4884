/** What is drawn over the plan during a drag: the bars in hand, and veils over what is not legal. */

import { h, svg } from "./dom.js";
import { gaps } from "./legal.js";

/** Rows of a timeline with their place in its sheet, measured once a drag. */
export function measure(timeline) {
  return [...timeline.sheet.querySelectorAll(".tl-row")].map((element) => ({
    element, top: element.offsetTop, height: element.offsetHeight, group: element.dataset.group ?? element.dataset.strip,
    row: element.dataset.row ?? null,
  }));
}

/** The row at a height of the sheet. */
export function rowAt(rows, y) {
  return rows.find((row) => y >= row.top && y < row.top + row.height);
}

/** Rows that follow each other as one, as high as they are together. */
function blocks(rows) {
  const found = [];
  for (const { top, height } of rows) {
    const last = found[found.length - 1];
    if (last && last.top + last.height === top) last.height += height;
    else found.push({ top, height });
  }
  return found;
}

/** Bars in a layer of their own that moves by `transform`, so that a move lays out nothing. */
export class Ghost {
  #layer = h("div", { class: "tl-ghosts", "aria-hidden": "true" });

  constructor(timeline, bar) {
    this.timeline = timeline;
    this.bar = bar;
    timeline.sheet.append(this.#layer);
  }

  /** Draw at a target: `rows` as measured, `spans` in days. */
  move(rows, target, legal) {
    const perDay = this.timeline.sheet.offsetWidth / this.timeline.view.days;
    const wanted = target.hall_ids.length ? target.hall_ids : [""];
    const folded = !rows.some((r) => r.group === target.venue_id && r.row !== null);
    const at = blocks(rows.filter((r) => r.group === target.venue_id && (folded ? r.row === null : wanted.includes(r.row))));
    while (this.#layer.childNodes.length > at.length) this.#layer.lastChild.remove();
    while (this.#layer.childNodes.length < at.length) this.#layer.append(this.#make());
    at.forEach((row, i) => {
      const { style } = this.#layer.childNodes[i];
      style.height = `${row.height - 1}px`;
      style.width = `${(target.to - target.from) * perDay}px`;
      style.transform = `translate(${target.from * perDay}px, ${row.top}px)`;
    });
    this.#layer.dataset.legal = legal === null ? "" : String(legal);
  }

  /** Hidden while there is no target. */
  set shown(on) {
    this.#layer.hidden = !on;
  }

  #make() {
    const span = Math.max(1, this.bar.to - this.bar.from);
    return h("div", { class: "tl-ghost", style: {
      "--c": this.bar.colour, "--l": this.bar.pale,
      "--a": `${(100 * (this.bar.show - this.bar.from)) / span}%`, "--b": `${(100 * (this.bar.end - this.bar.from)) / span}%`,
    } }, h("span", null, this.bar.label));
  }

  remove() {
    this.#layer.remove();
  }
}

/**
 * Dim every row but for the days on which the show could begin there; returns what lifts it.
 *
 * The strip of a venue is as bright as all its halls together.
 */
export function veil(timeline, rows, places) {
  const veils = [];
  for (const row of rows) {
    const shut = gaps(timeline.view.days, places.days(row.group, row.row)).map(([from, to]) => `M${from} 0H${to}V1H${from}Z`).join("");
    const element = svg("svg", { class: "tl-veil", viewBox: `0 0 ${timeline.view.days} 1`, preserveAspectRatio: "none", "aria-hidden": "true" }, svg("path", { d: shut }));
    row.element.append(element);
    veils.push(element);
  }
  timeline.sheet.classList.add("veiled");
  return () => {
    for (const element of veils) element.remove();
    timeline.sheet.classList.remove("veiled");
  };
}
