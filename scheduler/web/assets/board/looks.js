/** Language and colours of the page, and the buttons that change them in place. */

import { h } from "./dom.js";
import { setLang, t } from "./i18n.js";

const THEMES = ["", "light", "dark"];

/** Show the page in the language and colours of the address. */
export function wear({ lang, theme }) {
  setLang(lang);
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.theme = theme;
}

/** Buttons for both; `again` draws the page anew and puts the focus on what a selector finds. */
export function looksButtons({ state, write, again }) {
  const change = (what, selector) => () => {
    write(what());
    again(selector);
  };
  const theme = () => ({ theme: THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length] });
  const lang = () => ({ lang: state.lang === "zh" ? "en" : "zh" });
  return [
    h("button", { type: "button", id: "theme", on: { click: change(theme, "#theme") } }, t(`theme.${state.theme || "auto"}`)),
    h("button", { type: "button", id: "lang", lang: state.lang === "zh" ? "en" : "zh-CN", on: { click: change(lang, "#lang") } }, t("otherLang")),
  ];
}
