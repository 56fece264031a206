// @ts-check
/**
 * The button that runs, stops and continues an explorer whose pictures come one after another, and
 * how far it has come. A stream is pulled: who does not ask for the next picture has stopped it.
 *
 * @import { Message, Spec } from "./mount.js"
 */
import { isCalm, part } from "./dom.js";
import { words } from "./words.js";

/** In ms: between two pictures where motion is unwelcome. */
const CALM = 1000;

/**
 * @param {HTMLElement} figure
 * @param {Spec} spec
 * @param {() => void} start begins the stream, once more if it has ended
 * @param {() => void} more asks for the next picture
 * @param {AbortSignal} signal
 */
export function streamControls(figure, spec, start, more, signal) {
  const box = /** @type {HTMLElement | null} */ (figure.querySelector(".explorable-run"));
  if (!box) return { begin() {}, follow() {} };
  const [button, count] = [part(box, "button"), part(box, ".explorable-count")];
  const bar = /** @type {HTMLProgressElement} */ (part(box, "progress"));
  let [wanted, unfinished, timer] = [true, false, 0];
  bar.max = spec.pictures ?? 1; // as many as there were for the values of the start
  const say = () => {
    button.textContent = words(!unfinished ? "run" : wanted ? "stop" : "goOn");
    bar.hidden = !unfinished;
  };
  const stop = () => {
    wanted = false;
    clearTimeout(timer);
  };
  button.addEventListener("click", () => {
    if (unfinished && wanted) stop();
    else {
      wanted = true;
      (unfinished ? more : start)();
    }
    say();
  }, { signal });
  signal.addEventListener("abort", stop);
  return {
    begin: () => void (wanted = true),
    follow(/** @type {Message} */ { stream, error }) {
      unfinished = Boolean(stream?.more) && !error;
      // How many pictures there will be is known from the last time; beyond that nobody knows.
      if (stream && !unfinished) bar.max = stream.count;
      if (stream && stream.count <= bar.max) bar.value = stream.count;
      else if (stream) bar.removeAttribute("value");
      count.textContent = unfinished ? words("picture", { count: stream?.count ?? 0 }) : "";
      say();
      clearTimeout(timer);
      if (!unfinished || !wanted) return;
      if (isCalm()) timer = window.setTimeout(more, CALM);
      else more();
    },
  };
}
