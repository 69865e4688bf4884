/** Which groups of a timeline are folded, so that what is in use fits the window; pure functions. */

/** Pixels of a folded group, of the head of an unfolded one, and of a lane of a row. */
export const FOLDED_PX = 24;
export const UNFOLDED_PX = 34;
export const ROW = 22;
/** Pixels of the scale along the top. */
export const HEAD_PX = 44;

/** Bars that are drawn quickly; a plan of more events begins folded. */
export const MOST_BARS = 4000;

/** Pixels of an unfolded group; one of a single row has no head of its own. */
export function heightOf({ rows, lanes }) {
  return rows === 1 ? Math.max(FOLDED_PX, lanes * ROW) : UNFOLDED_PX + lanes * ROW;
}

/**
 * Ids of the groups to unfold so that all groups with bars are in sight together.
 *
 * `groups`: [{id, bars, rows, lanes}], bars and lanes of all rows. Those with most bars come
 * first; a group that has all bars there are is unfolded however high it is.
 */
function fitting(groups, height) {
  const used = groups.filter((g) => g.bars > 0);
  if (used.length === 1) return new Set([used[0].id]);
  const open = new Set();
  let room = height - used.length * FOLDED_PX;
  for (const group of [...used].sort((a, b) => b.bars - a.bars)) {
    const more = heightOf(group) - FOLDED_PX;
    if (more > room) continue;
    room -= more;
    open.add(group.id);
  }
  return open;
}

/** Groups that stay quick to draw together. */
function quick(groups) {
  let room = MOST_BARS;
  return new Set(groups.filter((g) => (room -= g.bars) >= 0).map((g) => g.id));
}

/** Ids to unfold, and to put last: `how` is `fit`, `all` (are folded) or `none`. */
export function foldedBy(how, groups, height) {
  if (how === "fit") return { open: fitting(groups, height), last: groups.filter((g) => !g.bars).map((g) => g.id) };
  return { open: how === "all" ? new Set() : quick(groups), last: [] };
}

/** Groups in their order, but those of a set after all others. */
export function sunkLast(groups, sunk) {
  return sunk?.size ? [...groups.filter((g) => !sunk.has(g.id)), ...groups.filter((g) => sunk.has(g.id))] : groups;
}
