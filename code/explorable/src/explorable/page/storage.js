// @ts-check
/** The browser's storage of what a reader has set or written: on this machine, nowhere else. */

/**
 * Use the storage; a browser may refuse it, or be full: then nothing is kept.
 * @template T
 * @param {(storage: Storage) => T} use
 * @returns {T | undefined}
 */
export function withStorage(use) {
  try {
    return use(localStorage);
  } catch (error) {
    console.warn(`Nothing is kept: ${error}`);
  }
}
