// @ts-check
/** How long a host may be silent while something is awaited of it. */

/** In ms: a slow line brings a byte more often. */
const LIMIT = 8000;

/**
 * A function that waits for a part of what a host sends; whichever comes renews the patience with all.
 * @param {() => void} complain is called when it has come to an end
 * @returns {<T>(part: Promise<T>) => Promise<T>}
 */
export function patient(complain) {
  let awaited = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const renew = (/** @type {1 | -1} */ by) => {
    awaited += by;
    clearTimeout(timer);
    if (awaited) timer = setTimeout(complain, LIMIT);
  };
  return (part) => {
    renew(1);
    return part.finally(() => renew(-1));
  };
}
