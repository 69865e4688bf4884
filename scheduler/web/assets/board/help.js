/** The list of keys. */

import { openBox } from "./box.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";

const KEYS = [["← → ↑ ↓", "walk"], ["Alt ← →", "day"], ["Alt Shift ← →", "week"], ["Alt ↑ ↓", "hall"], ["Enter", "open"], ["L", "lock"], ["Delete", "off"], ["Shift F10", "menu"],
  ["Tab ← → ↑ ↓", "rows"], ["Enter", "place"], ["F8", "clash"], ["Ctrl Z · Ctrl Y", "undo"], ["/", "search"], ["F", "fit"], ["Shift F", "unfold"], ["C", "close"], ["I", "import"], ["O", "openScenario"], ["Esc", "escape"], ["?", "keys"]];

export function openKeys() {
  openBox("keys", t("keys"), h("dl", { class: "keys-list" }, KEYS.map(([keys, what]) => h("div", null, h("dt", null, keys.split(" ").map((k) => (k === "·" ? " · " : h("kbd", null, k)))), h("dd", null, t(`key.${what}`))))));
}
