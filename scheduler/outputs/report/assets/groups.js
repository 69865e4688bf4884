/** The groups of a timeline as elements; what a new view leaves alone stays the very same element. */

import { h } from "./dom.js";
import { lanes } from "./lanes.js";
import { barElements, closure, densityStrip, ROW } from "./rows.js";

const GROUP = 34;
const IDLE = 23;

/**
 * Labels and rows of a group, and for each row the bars that keys stop at.
 *
 * `bars` has those of each row; `fold` is called by the group's button; `before` is what this gave
 * last: as it is when nothing differs, else its rows and bars that are still the same.
 */
export function groupElements(view, group, bars, fold, before) {
  const frame = `${view.lang} ${view.days}`;
  const key = JSON.stringify(group);
  const known = before?.frame === frame ? before : null;
  if (known?.key === key && known.bars.every((row, i) => same(row, bars[i]))) return known;
  const idle = group.folded && !bars.some((b) => b.length);
  const style = { height: `${idle ? IDLE : GROUP}px` };
  const labels = [h("button", {
    type: "button", class: `tl-group ${idle ? "idle" : ""}`, "aria-expanded": String(!group.folded), title: group.title, dataset: { group: group.id }, style,
    on: { click: fold },
  }, h("i", { class: "caret", "aria-hidden": "true" }), h("b", null, group.title), h("small", null, group.note))];
  const strip = h("div", { class: `tl-row tl-strip ${idle ? "idle" : ""}`, style, dataset: { strip: group.id } }, !idle && densityStrip(view, group, bars));
  const found = { frame, key, bars, labels, strip, rows: new Map(), stops: [] };
  if (group.folded) return found;
  const split = bars.map((row) => lanes(row.filter((bar) => !bar.was)));
  group.rows.forEach((row, i) => {
    const height = `${split[i].count * ROW}px`;
    labels.push(h("div", { class: "tl-label", style: { height }, title: row.title }, h("span", null, row.title), h("small", null, row.note)));
    const drawn = rowElement(view, group, row, known?.rows.get(row.id), (made) => barElements(view, row, bars, split, i, made));
    drawn.element.style.height = height;
    found.rows.set(row.id, drawn);
    const stops = drawn.bars.filter((element) => !element.bar.was);
    if (stops.length) found.stops.push(stops);
  });
  return found;
}

/** A row with its closures and bars; `before` is what it was. */
function rowElement(view, group, row, before, draw) {
  const shut = JSON.stringify(row.closed);
  const element = before?.element || h("div", { class: `tl-row ${row.loose ? "loose" : ""}`, dataset: { group: group.id, row: row.id } });
  const closed = before?.shut === shut ? before.closed : row.closed.map((c) => closure(view, c));
  const bars = draw(new Map(before?.bars.map((bar) => [bar.bar, bar])));
  setChildren(element, [...closed, ...bars]);
  return { element, shut, closed, bars };
}

/** Make these nodes an element's children, touching only those that are not where they belong. */
export function setChildren(element, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...element.childNodes]) if (!wanted.has(child)) child.remove();
  let at = element.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else element.insertBefore(node, at);
  }
}

function same(some, others) {
  return some.length === others?.length && some.every((x, i) => x === others[i]);
}
