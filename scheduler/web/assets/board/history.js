/** Who did what when, newest first; any moment can be looked at beside the plan of now. */

import { get } from "./api.js";
import { openBox } from "./box.js";
import { showDifferences } from "./differ.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { lastSteps } from "./sides.js";
import { local, stepsOf, told } from "./told.js";

const MOST = 200;

export async function openHistory(board) {
  const { entries } = await get(lastSteps(board, MOST));
  const steps = stepsOf(entries);
  const look = (version) => {
    box.close();
    showDifferences(board, `step:${version}`, () => t("stepN", { n: version }));
  };
  const row = (e) => h("li", null, h("time", { datetime: e.when }, local(e.when)), h("span", null, told(board.plan, e, steps), e.who && h("small", null, ` ${e.who}`)),
    h("button", { type: "button", "aria-label": t("lookAt", { n: e.version - 1 }), on: { click: () => look(e.version - 1) } }, t("before")));
  const shown = [...entries].reverse().slice(0, MOST);
  const box = openBox("history", t("history"), shown.length ? h("ol", { class: "history", reversed: true }, shown.map(row)) : h("p", { class: "nothing" }, t("noHistory")), { wide: true });
}
