/** What the reader chose, kept in the address after `#`, so that a link shows the same view. */

/** A view's choices: `defaults` are not written, so that the address stays short. */
export function addressed(defaults) {
  const chosen = { ...defaults };
  return {
    chosen,
    read() {
      const found = new URLSearchParams(location.hash.slice(1));
      for (const key of Object.keys(defaults)) chosen[key] = found.get(key) ?? defaults[key];
    },
    /** Keep a choice in the address; with `push` the browser's Back leads to the one before. */
    write(change, { push = false } = {}) {
      Object.assign(chosen, change);
      const kept = Object.entries(chosen).filter(([key, value]) => value !== defaults[key]);
      history[push ? "pushState" : "replaceState"](null, "", `#${new URLSearchParams(kept)}`);
    },
  };
}
