/** Dialogs: a title, fields with labels, and buttons. */

import { h } from "./dom.js";
import { t } from "./i18n.js";

/** Open a dialog; `submit` is called by its main button and by Enter, again once it is done. */
export function openBox(id, title, children, { submit, go, wide } = {}) {
  let sending = false;
  const send = async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    try {
      await submit?.(box);
    } finally {
      sending = false;
    }
  };
  const box = h("dialog", { class: `box ${wide ? "wide" : ""}`, id, "aria-labelledby": `${id}-title` },
    h("form", { on: { submit: send } }, h("h2", { id: `${id}-title` }, title), children,
      h("div", { class: "buttons" }, h("button", { type: "button", on: { click: () => box.close() } }, t(go ? "cancel" : "close")), go && h("button", { class: "primary", id: `${id}-go` }, go))));
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}

/** An input under its label. */
export function field(label, input) {
  return h("label", null, h("span", null, label), input);
}
