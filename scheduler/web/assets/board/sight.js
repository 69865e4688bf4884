/** Brings an event into sight, without taking the focus from where it is. */

/** Scroll to an event's bar, unfolding its venue; sideways only when it is out of sight there. */
export function bringToSight(timeline, id) {
  const bar = timeline.view.bars.find((b) => b.id === id && !b.was);
  const group = bar && timeline.view.groups.find((g) => g.id === bar.group);
  if (!group) return;
  if (group.folded) timeline.foldOne(group, false);
  const [part] = timeline.partsOf(id);
  const { scroll_: sheet, labels } = timeline;
  const [box, sight] = [part.getBoundingClientRect(), sheet.getBoundingClientRect()];
  const left = sight.left + labels.offsetWidth;
  if (box.top < sight.top + labels.offsetTop || box.bottom > sight.bottom) sheet.scrollTop += (box.top + box.bottom - sight.top - sight.bottom) / 2;
  if (box.right < left || box.left > sight.right) sheet.scrollLeft += (box.left + box.right - left - sight.right) / 2;
}
