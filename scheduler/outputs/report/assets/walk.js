/** Which bar the arrow keys go to from another. */

/**
 * The next stop by an arrow: along the row, or the nearest in the row above or below.
 *
 * `rows` are lists of bars by their first day; undefined where there is no further one.
 */
export function nextStop(rows, from, key) {
  const row = rows.findIndex((r) => r.includes(from));
  if (row < 0) return undefined;
  const at = rows[row].indexOf(from);
  if (key === "ArrowLeft") return rows[row][at - 1];
  if (key === "ArrowRight") return rows[row][at + 1];
  return nearest(rows[row + (key === "ArrowUp" ? -1 : 1)], from);
}

function nearest(row, from) {
  const far = (element) => Math.abs(element.bar.from - from.bar.from);
  return row?.reduce((best, element) => (far(element) < far(best) ? element : best));
}
