/** The empty state: no working plan yet. */

import { post, Refused } from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { looksButtons, wear } from "./looks.js";
import { reasonOf } from "./said.js";

/** Offer to begin a plan from the solved plan, or from nothing; `address` has language and colours. */
export function startPage(app, open, me, address) {
  const { chosen: state, write } = address;
  const again = (selector) => {
    startPage(app, open, me, address);
    document.querySelector(selector).focus();
  };
  wear(state);
  document.title = t("title");
  const looks = h("div", { class: "top start-looks" }, looksButtons({ state, write, again }));
  if (!me.planner) return app.replaceChildren(h("main", { class: "start" }, looks, h("div", { class: "start-card" }, picture(), h("h1", null, t("startTitle")), h("p", { class: "lead" }, t("startViewer")))));
  const title = h("input", { id: "start-title", type: "text", value: document.getElementById("start-title")?.value, placeholder: t("untitled"), maxlength: "100", autocomplete: "off" });
  const fault = h("p", { class: "callout bad", role: "alert", hidden: true });
  const begin = (from) => async () => {
    try {
      const made = await post("/api/plans", { title: title.value.trim(), from });
      await open(made.id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fault.hidden = false;
      fault.textContent = `${t("startFailed")} ${reasonOf(error)}`;
    }
  };
  const choice = (id, label, hint, from, cls) => h("li", null, h("button", { type: "button", id, class: cls, on: { click: begin(from) } }, h("b", null, label), h("span", null, hint)));
  return app.replaceChildren(h("main", { class: "start" }, looks, h("div", { class: "start-card" }, picture(), h("h1", null, t("startTitle")), h("p", { class: "lead" }, t("startLead")),
    h("label", { for: "start-title" }, t("planName")), title,
    h("ul", { class: "choices" }, choice("from-file", t("fromFile"), t("fromFileHint"), "file", "primary"), choice("from-empty", t("fromEmpty"), t("fromEmptyHint"), "empty")), fault)));
}

/** Three bars of three parts: what a plan is made of. */
function picture() {
  return h("div", { class: "start-picture", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
}
