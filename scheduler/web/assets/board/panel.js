/** The panel beside the plan: tabs that are drawn when they are opened. */

import { costTab } from "./cost.js";
import { coverageTab } from "./cover.js";
import { detailsTab } from "./event.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
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
    return this.board.state.tab in this.tabs ? this.board.state.tab : "events";
  }

  render() {
    this.buttons = Object.keys(this.tabs).map((key) => h("button", {
      type: "button", role: "tab", id: `tab-${key}`, "aria-controls": "tab-body", on: { click: () => this.open(key), keydown: (e) => this.#walk(e, key) },
    }, t(`tab.${key}`)));
    this.body = h("div", { class: "tab-body", role: "tabpanel", id: "tab-body", tabindex: "0" });
    this.refresh();
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
    this.refresh();
    this.body.scrollTop = 0;
  }

  refresh() {
    for (const button of this.buttons) {
      const on = button.id === `tab-${this.tab}`;
      button.setAttribute("aria-selected", String(on));
      button.tabIndex = on ? 0 : -1;
    }
    const top = this.body.scrollTop;
    const focus = this.body.contains(document.activeElement) && document.activeElement.id;
    this.body.setAttribute("aria-labelledby", `tab-${this.tab}`);
    this.body.replaceChildren(...[this.tabs[this.tab]()].flat(Infinity).filter(Boolean));
    this.body.scrollTop = top;
    if (focus && focus !== this.body.id) document.getElementById(focus)?.focus({ preventScroll: true });
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
