/** Keeps the focus where it was when what had it is drawn anew. */

/** What gives the focus back to the like of an element, or null when nothing tells which it is. */
export function placeOf(element) {
  if (!element || element === document.body) return null;
  const { bar, id } = element;
  if (bar) return () => document.querySelector("hall-timeline")?.focusBar(bar.id, bar.row);
  const like = id ? `#${CSS.escape(id)}` : byData(element);
  return like && (() => document.querySelector(like)?.focus({ preventScroll: true }));
}

function byData(element) {
  const mark = [...element.attributes].find(({ name }) => name.startsWith("data-"));
  return mark ? `${element.localName}[${mark.name}="${CSS.escape(mark.value)}"]` : null;
}

/** Whether somebody fills in a form or field inside an element: drawing it anew would lose that. */
export function isTypedIn(element) {
  const field = document.activeElement;
  return element.contains(field) && (field.matches("input:not([type=range], [type=checkbox]), textarea") || Boolean(field.closest("form")));
}
