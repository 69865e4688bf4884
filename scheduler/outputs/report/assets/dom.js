/** Elements without markup: text from files only ever becomes text nodes. */

/** Make an element. `props`: class, dataset, on, style (custom properties too), else attributes. */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function svg(tag, props, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);
}

function fill(element, props, children) {
  for (const [key, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "on") for (const [type, f] of Object.entries(value)) element.addEventListener(type, f);
    else if (key === "dataset") Object.assign(element.dataset, value);
    else if (key === "style") for (const [k, v] of Object.entries(value)) element.style.setProperty(k, v);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

/** A coloured square that goes with a name; never the only carrier of a meaning. */
export function swatch(colour) {
  return h("i", { class: "swatch", style: { "--c": colour }, "aria-hidden": "true" });
}

/** `#rrggbb` as rgba with an opacity. */
export function fade(colour, alpha) {
  const n = parseInt(colour.slice(1), 16);
  return `rgba(${n >> 16}, ${(n >> 8) & 255}, ${n & 255}, ${alpha})`;
}

/** A box that scrolls sideways when narrow and may be reached by keyboard for that. */
export function scroller(label, ...children) {
  return h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": label }, children);
}
