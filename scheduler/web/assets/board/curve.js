/** Best cost and proven bound over the seconds of a solve, as one small picture with its scale. */

import { svg } from "./dom.js";
import { num, t } from "./i18n.js";

const [WIDE, HIGH] = [280, 70];
/** Above the lines stand the best's values, below them the bound's and then the seconds. */
const LINE = 14;

const given = (value) => value !== null && value !== undefined;

/** `steps`: [seconds, best or null, bound or null], in order. */
export function curve(steps) {
  const [bests, bounds] = [1, 2].map((k) => steps.map((step) => step[k]).filter(given));
  const values = [...bests, ...bounds];
  if (!values.length) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const end = Math.max(0.1, steps[steps.length - 1][0]);
  const x = (s) => ((WIDE - 4) * s) / end + 2;
  const y = (v) => LINE + HIGH - 4 - ((HIGH - 8) * (v - low)) / Math.max(1, high - low);
  const line = (k) => {
    let path = "";
    for (const step of steps) {
      if (!given(step[k])) continue;
      path += path ? `H${x(step[0]).toFixed(1)}V${y(step[k]).toFixed(1)}` : `M${x(step[0]).toFixed(1)} ${y(step[k]).toFixed(1)}`;
    }
    return path && `${path}H${WIDE - 2}`;
  };
  const last = (found) => (found.length ? num(found[found.length - 1]) : "—");
  const first = bests.length ? num(bests[0]) : "—";
  const seconds = num(Math.round(end));
  const label = t("curveLabel", { seconds, first, best: last(bests), bound: last(bounds) });
  const ends = (cls, row, left, right) => [[left, 4, "start"], [right, WIDE - 4, "end"]]
    .map(([text, at, anchor]) => text && svg("text", { class: cls, x: at, y: row, "text-anchor": anchor }, text));
  return svg("svg", { class: "curve", viewBox: `0 0 ${WIDE} ${HIGH + 3 * LINE}`, role: "img", "aria-label": label },
    svg("path", { class: "bound", d: line(2) }), svg("path", { class: "best", d: line(1) }),
    ends("of-best", LINE - 3, bests.length > 0 && first, bests.length > 0 && last(bests)),
    ends("of-bound", LINE * 2 + HIGH - 4, bounds.length > 0 && num(bounds[0]), bounds.length > 0 && last(bounds)),
    ends("of-time", LINE * 3 + HIGH - 4, t("curveSeconds", { n: "0" }), t("curveSeconds", { n: seconds })));
}
