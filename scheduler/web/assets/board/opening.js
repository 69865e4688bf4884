/** Opening a scenario file: what it changes, what that does, and a further plan with it. */

import { get, inquire, post, Refused } from "./api.js";
import { field, openBox } from "./box.js";
import { h } from "./dom.js";
import { name, num, t } from "./i18n.js";
import { announce, showToast } from "./said.js";
import { stepText } from "./steps.js";
import { signed } from "./tips.js";
import { effectLine, eventList, idsOf, otherRules } from "./unlike.js";
import { coded, fileField, meanwhile, refusal, showFile, tooBig } from "./upload.js";

const MOST = 200;
const PATH = "/api/scenarios";

/** Open the dialog; with a file, at what it holds. */
export async function openScenario(board, file = null) {
  if (board.session.readOnly) return showToast(() => t("viewOnlyWhy"));
  const { scenarios } = await get(PATH);
  const dialog = new Opening(board, scenarios);
  return file ? dialog.send(file) : null;
}

class Opening {
  #asked = 0;

  constructor(board, scenarios) {
    this.board = board;
    this.wanted = null;
    this.news = h("div", { role: "status" });
    this.view = h("div", { class: "preview" });
    this.shipped = h("select", { id: "scenario-shipped", on: { change: () => this.#choose() } },
      h("option", { value: "" }, t(scenarios.length ? "chooseOne" : "noScenarios")), scenarios.map((path) => h("option", { value: path }, path.slice(path.indexOf("/") + 1))));
    this.from = h("select", { id: "scenario-from", on: { change: () => this.#look(this.wanted) } },
      h("option", { value: `plan:${board.plan.doc.id}` }, t("fromThis")), h("option", { value: "file" }, t("fromWorkspace")));
    this.title = h("input", { type: "text", id: "scenario-name", maxlength: "100", autocomplete: "off" });
    this.box = openBox("scenario", t("openTitle"), [h("p", { class: "hint" }, t("openHint")),
      h("div", { class: "pair" }, field(t("shipped"), this.shipped), fileField("scenario-file", t("orFile"), ".yaml,.yml", (file) => this.send(file))),
      h("div", { class: "pair" }, field(t("beginFrom"), this.from), field(t("planName"), this.title)), this.news, this.view], { submit: () => this.#open(), go: t("openGo"), wide: true });
    this.go = this.box.querySelector("#scenario-go");
    this.go.disabled = true;
  }

  /** Look at a file of the planner's own. */
  async send(file) {
    this.shipped.value = "";
    showFile(this.box, "scenario-file", file);
    this.#show(h("p", { class: "hint" }, t("reading", { file: file.name })));
    const data = await coded(file);
    return data === null ? this.#show(tooBig(file)) : this.#look({ name: file.name, data });
  }

  /** Look at a file of the workspace. */
  #choose() {
    showFile(this.box, "scenario-file", null);
    return this.#look(this.shipped.value && { file: this.shipped.value });
  }

  get #request() {
    return { ...this.wanted, from: this.from.value, version: this.version };
  }

  #show(...content) {
    this.go.disabled = true;
    this.view.replaceChildren(...content.flat(Infinity).filter(Boolean));
  }

  /** Ask what a scenario would change. */
  async #look(wanted) {
    const asked = ++this.#asked;
    if (wanted !== this.wanted) this.news.replaceChildren();
    this.wanted = wanted;
    if (!wanted) return this.#show();
    this.version = this.board.plan.doc.version;
    try {
      const answer = await inquire(PATH, this.#request);
      if (asked === this.#asked) this.#preview(answer);
    } catch (error) {
      if (asked === this.#asked) await this.#refused(error);
    }
    return null;
  }

  #preview(answer) {
    const { plan } = this.board;
    const title = name([answer.title_zh || answer.title_en, answer.title_en || answer.title_zh]);
    // A name that somebody typed stays.
    if (!this.title.value || this.title.value === this.offered) this.title.value = this.offered = title.slice(0, 100);
    const { changes } = answer;
    const steps = h("ul", { class: "steps", "aria-label": t("scenarioChanges", { n: num(changes.length) }) }, changes.slice(0, MOST).map((change) => h("li", null, stepText(plan, change))),
      changes.length > MOST && h("li", null, t("andMore", { n: num(changes.length - MOST) })));
    this.#show(h("p", null, h("b", null, title), ` · ${answer.file} · ${t("scenarioChanges", { n: num(changes.length) })}`), h("output", { class: "facts", id: "scenario-effect" }, effectLine(answer.effect)),
      steps, otherRules(answer), idsOf(answer.import).length > 0 && eventList(plan, answer));
    this.go.disabled = false;
    announce(`${title}: ${t("scenarioChanges", { n: num(changes.length) })}`);
  }

  /** Make the plan and go to it. */
  async #open() {
    this.go.disabled = true;
    try {
      const made = await post(PATH, { ...this.#request, title: this.title.value.trim(), apply: true });
      this.box.close();
      await this.board.openPlan(made.plan.id);
      const [before, after] = made.effect.cost;
      showToast(() => t("scenarioOpened", { title: made.plan.title, cost: t("costChange", { n: signed(after - before) }) }));
    } catch (error) {
      await this.#refused(error);
    }
  }

  async #refused(error) {
    if (!(error instanceof Refused)) throw error;
    // What was set aside from a plan that stands is there already.
    const twice = error.status === 422 && this.from.value !== "file" && this.board.plan.doc.version > 0;
    if (error.status !== 409) return this.#show(refusal(error), twice && h("p", { class: "hint" }, t("maybeWorkspace")));
    await this.board.session.reload();
    this.news.replaceChildren(meanwhile(this.board, error.body.since || []));
    return this.#look(this.wanted);
  }
}
