/** The groups of a timeline as elements; what a new view leaves alone stays the very same element. */

import { h } from "./dom.js";
import { lanes } from "./lanes.js";
import { FOLDED_PX, heightOf, ROW, UNFOLDED_PX } from "./fold.js";
import { barElements, closure, densityStrip } from "./rows.js";

/** Bars of every row of every group, by the group's id. */
export function barsOfGroups({ groups, bars }) {
  const byRow = new Map();
  for (const bar of bars) {
    const key = `${bar.group}/${bar.row}`;
    if (!byRow.has(key)) byRow.set(key, []);
    byRow.get(key).push(bar);
  }
  return new Map(groups.map((group) => [group.id, group.rows.map((row) => byRow.get(`${group.id}/${row.id}`) || [])]));
}

/** How many bars and lanes a group has, shadows aside. */
export function sizeOf(group, rows) {
  const real = rows.map((bars) => bars.filter((bar) => !bar.was));
  return { id: group.id, rows: rows.length, bars: real.flat().length, lanes: real.reduce((n, bars) => n + lanes(bars).count, 0) };
}

/**
 * Labels and rows of a group, and for each row the bars that keys stop at.
 *
 * `bars` has those of each row; `fold` is called by the group's button; `before` is what this gave
 * last: as it is when nothing differs, else its rows and bars that are still the same. A group of
 * one row is one line: its head is the label of the row.
 */
export function groupElements(view, group, bars, fold, before) {
  const frame = `${view.lang} ${view.days}`;
  const key = JSON.stringify(group);
  const known = before?.frame === frame ? before : null;
  if (known?.key === key && known.bars.every((row, i) => same(row, bars[i]))) return known;
  const idle = group.folded && !bars.some((b) => b.length);
  const single = group.rows.length === 1 && !group.folded;
  const split = bars.map((row) => lanes(row.filter((bar) => !bar.was)));
  const height = single ? heightOf({ rows: 1, lanes: split[0].count }) : group.folded ? FOLDED_PX : UNFOLDED_PX;
  const labels = [headOf(group, single, idle, height, fold)];
  const strip = !single && h("div", { class: `tl-row tl-strip ${idle ? "idle" : ""}`, style: { height: `${height}px` }, dataset: { strip: group.id } }, !idle && densityStrip(view, group, bars));
  const found = { frame, key, bars, labels, strip, rows: new Map(), stops: [] };
  if (group.folded) return found;
  group.rows.forEach((row, i) => {
    const high = `${single ? height : split[i].count * ROW}px`;
    if (!single) labels.push(h("div", { class: "tl-label", style: { height: high }, title: row.title }, h("span", null, row.title), h("small", null, row.note)));
    const drawn = rowElement(view, group, row, known?.rows.get(row.id), (made) => barElements(view, row, bars, split, i, made));
    drawn.element.style.height = high;
    found.rows.set(row.id, drawn);
    const stops = drawn.bars.filter((element) => !element.bar.was);
    if (stops.length) found.stops.push(stops);
  });
  return found;
}

/** The button that folds a group; one line where the group is one. */
function headOf(group, single, idle, height, fold) {
  const line = single || group.folded;
  const [row] = group.rows;
  const title = [group.title, ...(single ? [row.title, row.note] : []), group.note].filter(Boolean).join(" · ");
  return h("button", {
    type: "button", class: ["tl-group", line && "line-high", idle && "idle"].filter(Boolean).join(" "), "aria-expanded": String(!group.folded), title,
    dataset: { group: group.id }, style: { height: `${height}px` }, on: { click: fold },
  }, h("i", { class: "caret", "aria-hidden": "true" }), h("b", null, group.title), h("small", null, line ? group.brief : group.note));
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
