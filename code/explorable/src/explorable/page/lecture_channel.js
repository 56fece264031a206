// @ts-check
/**
 * Between a lecture and its notes in another window of the same browser, without a server. The lecture alone turns:
 * the notes ask it to, and it says where it is.
 *
 * @import { Turn } from "./lecture_keys.js"
 * @typedef {{number: number, answers: boolean}} Place the slide shown, from 1, and whether it keeps an answer back
 * @typedef {{turn?: Turn, asks?: boolean, place?: Place, ended?: boolean}} Said
 */

/**
 * @param {(said: Said) => void} hear
 * @param {AbortSignal} signal
 * @returns {(said: Said) => void} what tells the other windows
 */
export function channel(hear, signal) {
  const made = new BroadcastChannel(`explorable-lecture ${location.pathname}`);
  made.addEventListener("message", ({ data }) => hear(data));
  signal.addEventListener("abort", () => made.close());
  return (said) => void (signal.aborted || made.postMessage(said));
}
