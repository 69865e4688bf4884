/** The rows of a timeline: density strips, closures and bars of three parts. */

import { h, svg } from "./dom.js";
import { ROW } from "./fold.js";
import { density, steps } from "./lanes.js";
import { leftOf } from "./scale.js";

/** How full a group is on each day: show days strong, moving days pale. */
export function densityStrip(view, group, bars) {
  const real = group.rows.filter((row) => !row.loose);
  const used = density(real, bars.filter((_, i) => !group.rows[i].loose).flat().filter((b) => !b.was), view.days);
  const both = used.show.map((n, d) => n + used.moving[d]);
  return svg("svg", { viewBox: `0 0 ${view.days} 24`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("path", { class: "moving", d: steps(both, used.open, 24) }), svg("path", { class: "show", d: steps(used.show, used.open, 24) }));
}

/** A stretch of days on which a hall cannot be let. */
export function closure(view, c) {
  const [from, to] = [Math.max(0, c.from), Math.min(view.days, c.to)];
  return h("i", { class: "tl-closed", title: c.text, dataset: c.number ? { number: c.number } : {}, style: { left: leftOf(view, from), width: leftOf(view, to - from) } });
}

/**
 * Elements of the bars of row `i`, by their first day.
 *
 * `split` has the lanes of every row of the group: bars of one event in neighbouring rows are
 * drawn as one block, unless a clash splits one of the rows. `known` has elements by their bar,
 * which are taken as they are if they would be made alike.
 */
export function barElements(view, row, bars, split, i, known) {
  const { clash, count } = split[i];
  const joined = (k, bar) => count === 1 && split[k]?.count === 1 && !row.loose && bars[k].some((b) => b.id === bar.id && b.was === bar.was);
  return [...bars[i]].sort((a, b) => a.from - b.from).map((bar) => {
    const up = joined(i - 1, bar);
    const down = joined(i + 1, bar);
    const shape = { up, down, clashes: bar.clash || (clash.has(bar) && !row.loose) };
    const key = `${JSON.stringify(shape)} ${split[i].lane.get(bar)}`;
    const before = known.get(bar);
    if (before?.key === key) return before;
    const made = bar.was ? shadow(view, bar, split[i], up, down) : element(view, bar, split[i], shape);
    return Object.assign(made, { bar, key, lane: split[i].lane.get(bar) ?? 0, flag: made.querySelector(".tl-mark") });
  });
}

function edges(view, bar, { lane }) {
  const [from, to] = [Math.max(0, bar.from), Math.min(view.days, bar.to)];
  return { left: leftOf(view, from), width: leftOf(view, to - from), top: `${(lane.get(bar) ?? 0) * ROW}px` };
}

function element(view, bar, split, { up, down, clashes }) {
  const span = Math.max(1, bar.to - bar.from);
  const cls = ["tl-bar", up && "up", down && "down", (up || down) && "block", clashes && "clash", bar.locked && "locked", bar.moved && "moved", bar.faint && "faint"];
  const about = bar.about + (bar.locked ? ` · ${bar.locked}` : "") + (clashes ? ` ⚠ ${view.text("clash")}` : "");
  return h("button", {
    type: "button", class: cls.filter(Boolean).join(" "), tabindex: "-1", "aria-label": about,
    style: {
      ...edges(view, bar, split), "--c": bar.colour, "--l": bar.pale,
      "--a": `${(100 * (bar.show - bar.from)) / span}%`, "--b": `${(100 * (bar.end - bar.from)) / span}%`,
    },
  }, h("span", null, bar.label), bar.locked && !up && h("i", { class: "tl-lock", "aria-hidden": "true" }), clashes && !up && h("i", { class: "tl-mark", "aria-hidden": "true" }, "!"));
}

/** Where an event was: dashed, and no stop for keys. */
function shadow(view, bar, split, up, down) {
  return h("i", { class: `tl-was${up ? " up" : ""}${down ? " down" : ""}`, title: bar.label, style: edges(view, bar, split) });
}
