/** The tip that follows the pointer or the focus. */

import { h } from "./dom.js";

let tip = null;

/** Show `content` (a node) near a point of the window, never beyond its edges. */
export function showTip(content, x, y) {
  if (!tip?.isConnected) {
    tip = h("div", { class: "tip", role: "tooltip", id: "tip" });
    document.querySelector("main").append(tip);
  }
  tip.replaceChildren(content);
  tip.hidden = false;
  moveTip(x, y);
}

export function moveTip(x, y) {
  if (!tip || tip.hidden) return;
  const box = tip.getBoundingClientRect();
  const left = Math.max(8, Math.min(x + 14, innerWidth - box.width - 8));
  const below = y + 18 + box.height < innerHeight - 8;
  tip.style.transform = `translate(${left}px, ${Math.max(8, below ? y + 18 : y - box.height - 12)}px)`;
}

export function hideTip() {
  if (tip) tip.hidden = true;
}
