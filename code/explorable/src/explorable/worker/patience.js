// @ts-check
/** How long a host may be silent while something is awaited of it. */

/** In ms: a slow line brings a byte more often. */
const LIMIT = 8000;

export class Patience {
  #awaited = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => void} complain is called when it has come to an end */
  constructor(complain) {
    this.complain = complain;
  }

  /**
   * Wait for a part of what a host sends; whichever comes renews the patience with all.
   * @template T
   * @param {Promise<T>} part
   * @returns {Promise<T>}
   */
  async with(part) {
    this.#awaited++;
    this.#renew();
    try {
      return await part;
    } finally {
      this.#awaited--;
      this.#renew();
    }
  }

  #renew() {
    clearTimeout(this.#timer);
    if (this.#awaited) this.#timer = setTimeout(this.complain, LIMIT);
  }
}
