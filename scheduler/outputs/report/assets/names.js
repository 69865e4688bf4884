/** Where the names of bars stand: in the bar, beside it, along it, or in the tip alone. */

import { ROW } from "./fold.js";

/** Pixels below which a name would be no name: in a bar, beside it, and upright along it. */
const INSIDE_PX = 36;
/** A bar as wide as that has its name inside, even if not the whole of it. */
const WIDE_PX = 96;
const BESIDE_PX = 44;
const ALONG_PX = 9;
/** A bar as wide as that carries its mark; else the mark needs so much free space beside it. */
const CARRIES_PX = 34;
const MARK_PX = 13;

/**
 * Free days before and after each bar of a row: [before, after] by bar.
 *
 * `bars` have `from`, `to` and `lane`, by their first day; `walls` (closures, shadows) have `from`
 * and `to` and stand in every lane. Bars of a lane do not overlap.
 */
export function spaces(bars, walls, days) {
  const found = new Map();
  const last = new Map();
  for (const bar of bars) {
    const before = last.get(bar.lane);
    const shut = (wall) => (wall.from < bar.from ? Math.min(wall.to, bar.from) : 0);
    const next = (wall) => (wall.to > bar.to ? Math.max(wall.from, bar.to) : days);
    found.set(bar, [bar.from - Math.max(0, before?.to ?? 0, ...walls.map(shut)), Math.min(days, ...walls.map(next)) - bar.to]);
    if (before) found.get(before)[1] = Math.min(found.get(before)[1], bar.from - before.to);
    last.set(bar.lane, bar);
  }
  return found;
}

/**
 * Which place shows most of a name, and in which of its rows: {at, first, lines}.
 *
 * `at` is `in` the bar, `by` its side, `along` it, or `""` where too little of it would be seen;
 * `bar` has label and days, `after` the free days behind it in each of its rows.
 */
export function nameAt(bar, after, perDay) {
  const all = { first: 0, lines: after.length };
  const show = (bar.end - bar.show) * perDay;
  const inside = { at: "in", ...all, share: show < INSIDE_PX ? 0 : seen(bar.label, show - (bar.locked ? 19 : 6), all.lines) };
  if (show >= WIDE_PX) return inside;
  const along = { at: "along", ...all, share: show < ALONG_PX || all.lines < 2 ? 0 : seen(bar.label, all.lines * ROW - 8, 1) };
  const places = [inside, along, ...stretchesOf(after).map(({ first, lines, days }) => {
    const room = days * perDay - 9;
    return { at: "by", first, lines, share: room < BESIDE_PX ? 0 : seen(bar.label, room, lines) };
  })];
  const best = places.reduce((a, b) => (b.share > a.share ? b : a));
  return best.share ? best : { at: "", ...all, share: 0 };
}

/** Every run of rows with the days that are free in all of them, the longest first. */
function stretchesOf(after) {
  const found = [];
  for (let lines = after.length; lines; lines--) {
    for (let first = 0; first + lines <= after.length; first++) {
      found.push({ first, lines, days: Math.min(...after.slice(first, first + lines)) });
    }
  }
  return found;
}

/** How much of a text is seen in so many lines of a width, from 0 to 1; words that are too long are cut. */
function seen(text, px, lines) {
  const cut = lines > 1 ? Math.min(1, px / Math.max(...text.split(/[\s\u2e80-\uffff]+/).map(widthOf), 1)) : 1;
  return Math.min(1, (px * lines) / Math.max(1, widthOf(text))) * cut;
}

/** Pixels of a text, nearly: what is written in squares is twice as wide as a letter. */
function widthOf(text) {
  let px = 0;
  for (let i = 0; i < text.length; i++) px += text.charCodeAt(i) > 0x2e7f ? 11.5 : 6.3;
  return px;
}

/** Where the mark of a clash leaves its bar to be seen. */
export function markAt(bar, [before, after], perDay) {
  if ((bar.to - bar.from) * perDay >= CARRIES_PX) return "in";
  if (after * perDay >= MARK_PX) return "after";
  return before * perDay >= MARK_PX ? "before" : "corner";
}

/** Place the names and marks of a group's bars, at so many pixels a day. */
export function placeNames(view, group, drawn, perDay) {
  let above = new Map();
  for (const row of group.rows) {
    const { bars } = drawn.rows.get(row.id);
    const real = bars.filter((element) => !element.bar.was).map((element) => ({ element, lane: element.lane, from: element.bar.from, to: element.bar.to }));
    const free = spaces(real, [...row.closed, ...bars.map((element) => element.bar).filter((bar) => bar.was)], view.days);
    const here = new Map();
    for (const item of real) {
      const { element } = item;
      const block = (element.classList.contains("up") && above.get(element.bar.id)) || { elements: [], after: [] };
      block.elements.push(element);
      block.after.push(free.get(item)[1]);
      here.set(element.bar.id, block);
      if (element.flag) element.dataset.mark = markAt(element.bar, free.get(item), perDay);
    }
    for (const [id, block] of above) if (here.get(id) !== block) placeName(block, perDay);
    above = here;
  }
  for (const block of above.values()) placeName(block, perDay);
}

function placeName({ elements, after }, perDay) {
  const { bar } = elements[0];
  const { at, first, lines } = nameAt(bar, after, perDay);
  const days = Math.min(...after.slice(first, first + lines));
  elements.forEach((element, i) => {
    element.dataset.name = i >= first && i < first + lines ? at : "";
    element.style.setProperty("--j", i - first);
    element.style.setProperty("--n", lines);
    element.style.setProperty("--r", days / Math.max(1, bar.to - bar.from));
  });
}
