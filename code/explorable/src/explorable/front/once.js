// @ts-check
/**
 * A function that makes something when it is first called, and gives the same ever after.
 * @template T
 * @param {() => T} make
 */
export function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}
