/** Importing a changed table of events: first what differs and what it does, then all or some of it. */

import { get, inquire, Refused } from "./api.js";
import { openBox } from "./box.js";
import { h } from "./dom.js";
import { num, t } from "./i18n.js";
import { showRefusal } from "./refusal.js";
import { announce, showToast } from "./said.js";
import { signed } from "./tips.js";
import { effectLine, eventList, idsOf, otherRules } from "./unlike.js";
import { coded, doubts, fileField, meanwhile, refusal, showFile, tooBig } from "./upload.js";

const PAUSE_MS = 150;

/** Open the dialog; with a file, at what it holds. */
export function openImport(board, file = null) {
  if (board.session.readOnly) return showToast(() => t("viewOnlyWhy"));
  const dialog = new Importing(board);
  return file ? dialog.look(file) : null;
}

class Importing {
  #asked = 0;
  #pause = 0;

  constructor(board) {
    this.board = board;
    this.news = h("div", { role: "status" });
    this.view = h("div", { class: "preview" });
    this.box = openBox("import", t("importTitle"), [h("p", { class: "hint" }, t("importHint")), fileField("import-file", t("importFile"), ".csv,.xlsx", (file) => this.look(file)), this.news, this.view], { submit: () => this.#take(), go: t("takeOver"), wide: true });
    this.go = this.box.querySelector("#import-go");
    this.#show(null);
    const changed = () => this.version !== undefined && !this.taking && this.#behind();
    board.session.addEventListener("changed", changed);
    this.box.addEventListener("close", () => {
      this.#rest();
      board.session.removeEventListener("changed", changed);
    });
  }

  /** Read a file and show what differs. */
  async look(file) {
    showFile(this.box, "import-file", file);
    this.#show(h("p", { class: "hint" }, t("reading", { file: file.name })));
    this.news.replaceChildren();
    this.data = await coded(file);
    if (this.data === null) return this.#show(tooBig(file));
    return this.#ask();
  }

  get #path() {
    return `${this.board.session.path}/import`;
  }

  /** Wait for no answer any more; the number of the next question. */
  #rest() {
    clearTimeout(this.#pause);
    return ++this.#asked;
  }

  /** Ask what the file would do to the plan as it stands now. */
  async #ask() {
    const asked = this.#rest();
    this.version = this.board.plan.doc.version;
    try {
      const answer = await inquire(this.#path, { version: this.version, data: this.data });
      if (asked === this.#asked) this.#preview(answer);
    } catch (error) {
      if (asked === this.#asked) await this.#refused(error);
    }
  }

  #show(...content) {
    this.go.disabled = true;
    this.view.replaceChildren(...content.flat(Infinity).filter(Boolean));
  }

  #preview(answer) {
    this.ids = idsOf(answer.import);
    if (!this.ids.length) return this.#show(h("p", { class: "nothing" }, t("sameEvents")), doubts(answer.import.warnings));
    // Choices that were made before somebody else's edit stay.
    const left = this.boxes && this.boxes.filter((box) => !box.checked).map((box) => box.value);
    this.boxes = [];
    this.whole = answer.effect;
    const { added, dropped, changed } = answer.import;
    const summary = t("differencesFound", { added: num(added.length), dropped: num(dropped.length), changed: num(changed.length) });
    this.wrong = h("div", { class: "wrong" });
    this.line = h("output", { class: "facts", id: "import-effect" });
    this.every = h("input", { type: "checkbox", id: "import-all", on: { change: () => this.#all() } });
    this.count = h("span", { id: "import-count" });
    const pick = (id, title) => this.boxes[this.boxes.push(h("input", { type: "checkbox", value: id, checked: !left?.includes(id), "aria-label": title, on: { change: () => this.#chose() } })) - 1];
    const shown = eventList(this.board.plan, answer, pick);
    this.#show(h("p", null, summary), this.line, this.wrong, doubts(answer.import.warnings),
      h("label", { class: "line-label" }, this.every, t("chooseAll"), this.count), shown, otherRules(answer));
    announce(summary);
    return this.#chose();
  }

  get #chosen() {
    return this.boxes.filter((box) => box.checked).map((box) => box.value);
  }

  #all() {
    for (const box of this.boxes) box.checked = this.every.checked;
    this.#chose();
  }

  /** Another choice: its cost and clashes are asked for, once the hand rests. */
  #chose() {
    const n = this.#chosen.length;
    this.every.checked = n === this.ids.length;
    this.every.indeterminate = n > 0 && n < this.ids.length;
    this.count.textContent = t("chosenOf", { n: num(n), all: num(this.ids.length) });
    this.go.disabled = !n;
    this.wrong.replaceChildren();
    const asked = this.#rest();
    if (n === this.ids.length) this.line.replaceChildren(...effectLine(this.whole));
    else if (!n) this.line.replaceChildren();
    else this.#pause = setTimeout(() => this.#weigh(asked), PAUSE_MS);
  }

  async #weigh(asked) {
    try {
      const answer = await inquire(this.#path, { version: this.version, data: this.data, events: this.#chosen });
      if (asked === this.#asked) this.line.replaceChildren(...effectLine(answer.effect));
    } catch (error) {
      if (asked === this.#asked) await this.#unfit(error);
    }
  }

  /** The choice alone makes no sound table: say why, and leave the choice to be mended. */
  async #unfit(error) {
    if (!(error instanceof Refused) || error.status === 409) return this.#refused(error);
    if (error.unsure) {
      showRefusal(error);
      return this.#ask();
    }
    this.go.disabled = true;
    return this.wrong.replaceChildren(...[refusal(error)].flat());
  }

  /** Take over what is chosen, as one step. */
  async #take() {
    const chosen = this.#chosen;
    const edit = { op: "import", data: this.data, ...(chosen.length < this.ids.length && { events: chosen }) };
    const said = (_, delta) => t("imported", { n: num(chosen.length), cost: t("costChange", { n: signed(delta) }) });
    this.go.disabled = true;
    this.taking = true;
    this.#rest();
    if (await this.board.session.apply([edit], said, (error) => this.#unfit(error))) this.box.close();
    this.taking = false;
  }

  async #refused(error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status !== 409) return this.#show(refusal(error));
    // Tells of the change, which is heard above, unless that is what we are just doing.
    this.taking = false;
    return this.board.session.reload();
  }

  /** Somebody else was faster: what they did, and the preview against what stands now. */
  async #behind() {
    const { entries } = await get(`${this.board.session.path}/history?after=${this.version}`);
    if (!entries.length) return null;
    this.news.replaceChildren(meanwhile(this.board, entries));
    return this.#ask();
  }
}
