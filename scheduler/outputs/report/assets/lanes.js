/** Where bars lie in their rows; pure functions on plain objects. */

/**
 * Split bars that share days into lanes, first come first served.
 *
 * Bars have `from` and `to` (half-open days). Returns the number of lanes, the lane of each bar
 * and the bars that overlap another one.
 */
export function lanes(bars) {
  const ends = [];
  const lane = new Map();
  const clash = new Set();
  let latest = null;
  for (const bar of [...bars].sort((a, b) => a.from - b.from || b.to - a.to)) {
    let k = ends.findIndex((end) => end <= bar.from);
    if (k < 0) k = ends.length;
    ends[k] = bar.to;
    lane.set(bar, k);
    if (latest && latest.to > bar.from) clash.add(bar).add(latest);
    if (!latest || bar.to > latest.to) latest = bar;
  }
  return { count: Math.max(1, ends.length), lane, clash };
}

/** Halls of a group that are open, on show and moving, for each day. */
export function density(rows, bars, days) {
  const count = () => new Array(days).fill(0);
  const found = { open: count(), show: count(), moving: count() };
  for (const row of rows) {
    const shut = new Uint8Array(days);
    for (const c of row.closed) shut.fill(1, Math.max(0, c.from), Math.max(0, c.to));
    for (let d = 0; d < days; d++) if (!shut[d]) found.open[d]++;
  }
  for (const bar of bars) {
    for (let d = Math.max(0, bar.from); d < Math.min(days, bar.to); d++) {
      found[d >= bar.show && d < bar.end ? "show" : "moving"][d]++;
    }
  }
  return found;
}

/** Outline of a step chart for an SVG path; x counts days, y runs from `high` (0) to 0 (1). */
export function steps(values, tops, high) {
  const y = (d) => (tops[d] ? high * (1 - Math.min(1, values[d] / tops[d])) : high).toFixed(2);
  let path = `M0 ${high}`;
  for (let d = 0; d < values.length; d++) {
    if (d && y(d) === y(d - 1)) continue;
    path += `H${d}V${y(d)}`;
  }
  return `${path}H${values.length}V${high}Z`;
}
