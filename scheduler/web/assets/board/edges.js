/** Scrolls a box while something is held near one of its edges. */

const NEAR = 48;
const MOST = 22;

/** Pixels a frame for a point between two edges. */
function pull(at, low, high) {
  if (at < low + NEAR) return -MOST * Math.min(1, (low + NEAR - at) / NEAR);
  if (at > high - NEAR) return MOST * Math.min(1, (at - high + NEAR) / NEAR);
  return 0;
}

export class Edges {
  #frame = 0;
  #point = null;

  /** `inset` is how much of the left and the top is covered by what stays; `moved` is told. */
  constructor(box, inset, moved) {
    Object.assign(this, { box, inset, moved });
  }

  /** The pointer is here now. */
  at(x, y) {
    this.#point = [x, y];
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#step());
  }

  #step() {
    this.#frame = 0;
    const [x, y] = this.#point;
    const { left, top, right, bottom } = this.box.getBoundingClientRect();
    const [dx, dy] = [pull(x, left + this.inset[0], right), pull(y, top + this.inset[1], bottom)];
    const before = [this.box.scrollLeft, this.box.scrollTop];
    this.box.scrollBy(dx, dy);
    if (before[0] === this.box.scrollLeft && before[1] === this.box.scrollTop) return;
    this.moved();
    this.#frame = requestAnimationFrame(() => this.#step());
  }

  stop() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }
}
