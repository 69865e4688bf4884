/** Best cost and proven bound over the seconds of a solve, as one small picture. */

import { svg } from "./dom.js";
import { num, t } from "./i18n.js";

const [WIDE, HIGH] = [280, 70];

/** `steps`: [seconds, best or null, bound or null], in order. */
export function curve(steps) {
  const values = steps.flatMap(([, best, bound]) => [best, bound]).filter((v) => v !== null && v !== undefined);
  if (!values.length) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const end = Math.max(0.1, steps[steps.length - 1][0]);
  const x = (s) => ((WIDE - 4) * s) / end + 2;
  const y = (v) => HIGH - 4 - ((HIGH - 8) * (v - low)) / Math.max(1, high - low);
  const line = (k) => {
    let path = "";
    for (const step of steps) {
      if (step[k] === null || step[k] === undefined) continue;
      path += path ? `H${x(step[0]).toFixed(1)}V${y(step[k]).toFixed(1)}` : `M${x(step[0]).toFixed(1)} ${y(step[k]).toFixed(1)}`;
    }
    return path && `${path}H${WIDE - 2}`;
  };
  const last = steps[steps.length - 1];
  const label = t("curveLabel", { best: last[1] === null ? "—" : num(last[1]), bound: last[2] === null ? "—" : num(last[2]) });
  return svg("svg", { class: "curve", viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": label }, svg("path", { class: "bound", d: line(2) }), svg("path", { class: "best", d: line(1) }));
}
