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
    write(change) {
      Object.assign(chosen, change);
      const kept = Object.entries(chosen).filter(([key, value]) => value !== defaults[key]);
      history.replaceState(null, "", `#${new URLSearchParams(kept)}`);
    },
  };
}
