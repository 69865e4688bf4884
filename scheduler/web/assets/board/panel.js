/** The panel beside the plan: tabs that are drawn when they are opened. */

import { costTab } from "./cost.js";
import { coverageTab } from "./cover.js";
import { detailsTab } from "./event.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { isTypedIn, placeOf } from "./keep.js";
import { listTab } from "./list.js";
import { SolveTab } from "./solve.js";
import { useTab } from "./weeks.js";

export class Panel {
  constructor(board) {
    this.board = board;
    this.solve = new SolveTab(board);
    this.tabs = {
      events: () => listTab(board, this.found), event: () => detailsTab(board), coverage: () => coverageTab(board),
      use: () => useTab(board), cost: () => costTab(board), solve: () => this.solve.render(),
    };
    this.found = null;
  }

  get tab() {
    return this.board.state.tab;
  }

  render() {
    this.buttons = Object.keys(this.tabs).map((key) => h("button", {
      type: "button", role: "tab", id: `tab-${key}`, "aria-controls": "tab-body", on: { click: () => this.open(key), keydown: (e) => this.#walk(e, key) },
    }, t(`tab.${key}`)));
    this.body = h("div", { class: "tab-body", role: "tabpanel", id: "tab-body", tabindex: "0", on: { focusout: (e) => this.#left(e) } });
    this.#draw();
    return h("aside", { class: "panel", "aria-label": t("panel") }, h("div", { class: "tabs", role: "tablist", "aria-label": t("panel") }, this.buttons), this.body);
  }

  #walk(event, key) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const keys = Object.keys(this.tabs);
    const to = keys[(keys.indexOf(key) + step + keys.length) % keys.length];
    this.open(to);
    document.getElementById(`tab-${to}`).focus();
  }

  /** Show a tab and remember it in the address. */
  open(key) {
    this.board.write({ tab: key });
    this.#draw();
    this.body.scrollTop = 0;
  }

  /** Draw the tab anew; while somebody types in it, once they have done. */
  refresh() {
    this.late = isTypedIn(this.body);
    if (!this.late) this.#draw();
  }

  /** What was typed has been answered: draw what was put off meanwhile. */
  answered() {
    if (this.late) this.#draw();
  }

  /** The focus leaves a field: what was put off while it had it is drawn now. */
  #left({ target, relatedTarget }) {
    if (!this.late || target.form?.contains(relatedTarget)) return;
    setTimeout(() => this.body.isConnected && this.refresh());
  }

  #draw() {
    this.late = false;
    for (const button of this.buttons) {
      const on = button.id === `tab-${this.tab}`;
      button.setAttribute("aria-selected", String(on));
      button.tabIndex = on ? 0 : -1;
    }
    const top = this.body.scrollTop;
    const held = document.activeElement;
    const inside = held !== this.body && this.body.contains(held);
    const back = inside ? placeOf(held) : null;
    this.body.setAttribute("aria-labelledby", `tab-${this.tab}`);
    this.body.replaceChildren(...[this.tabs[this.tab]()].flat(Infinity).filter(Boolean));
    this.body.scrollTop = top;
    back?.();
    if (inside && document.activeElement === document.body) this.body.focus({ preventScroll: true });
  }

  /** The filters let these events through. */
  filter(found) {
    this.found = found;
    if (this.tab === "events") this.refresh();
  }

  /** News of a solve. */
  job(job) {
    this.solve.job(job);
  }

  /** Ask the solver about one event. */
  ask(kind, id, more = {}) {
    this.open("solve");
    this.solve.start({ kind, event_id: id, ...more });
  }
}
