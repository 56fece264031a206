// @ts-check
/**
 * The explorers' one front end. `mount` brings the HTML of an explorer to life: it reads the
 * controls, asks a transport for what changes, and swaps those groups of the picture.
 * In Jupyter the transport is the kernel's comm (the default export, at the end); on the website
 * it is a web worker.
 *
 * @typedef {Record<string, number | string | boolean>} Values
 * @typedef {{box: number[], x: number[], y: number[], logx: boolean, logy: boolean}} Frame
 * @typedef {{kind: string, minimum: number, maximum: number, step: number, decimals: number,
 *            label: string, options: (string | number)[], rows: number, columns: number}} Control
 * @typedef {{x: string | number, y: string | number, label: string}} Handle
 * @typedef {{name: string, prefix: string, title: string, start: Values, values: Values,
 *            controls: Record<string, Control>, presets: Record<string, Values>,
 *            handles: Handle[], frames: Frame[], pictures?: number}} Spec
 * @typedef {{values: Values, caption: string, frames: Frame[], picture?: string,
 *            patch?: Record<string, string>, stream?: {count: number, more: boolean},
 *            error?: string, details?: string}} Message
 * @typedef {{open: () => Promise<void>, send: (values: Values) => Promise<void>,
 *            next: () => Promise<void>,
 *            listen: (show: (message: Message) => void) => () => void}} Transport
 *   a transport: `open` asks for what there is to show, `next` for the next picture of a stream
 */
import { controlPanel, listenToControls } from "./front/controls.js";
import { handleLayer } from "./front/handles.js";
import { part } from "./front/parts.js";
import { streamControls } from "./front/stream.js";
import { replaceWords, words } from "./page/words.js";

let mounted = 0;

/**
 * Bring an explorer to life.
 * @param {HTMLElement} figure the explorer's <figure>
 * @param {Spec} spec
 * @param {Transport} transport
 * @returns {() => void} puts it to rest again
 */
export function mount(figure, spec, transport) {
  sayWords(figure);
  const picture = livingPicture(figure, spec);
  const panel = controlPanel(figure, spec);
  const push = newestWins((error) => showError(figure, String(error), ""));
  const send = () => {
    const values = panel.get();
    push(() => transport.send(values));
  };
  const stream = streamControls(figure, spec, send, () => push.waiting() || push(transport.next));
  const move = (/** @type {Values} */ values) => {
    stream.begin();
    panel.set(values);
    handles.place({ ...panel.get(), ...values });
    send();
  };
  const handles = handleLayer(figure, spec, panel.get, move);
  const say = captionWriter(figure);
  const forget = transport.listen((message) => {
    showError(figure, message.error ?? "", message.details ?? "");
    if (!message.error) {
      picture.show(message);
      say(message.caption);
      if (!push.waiting()) panel.set(message.values);
      handles.place(panel.get(), message.frames);
    }
    stream.follow(message); // which may ask for the next
  });
  const rest = listenToControls(figure, spec, panel, move);
  panel.enable();
  push(transport.open);
  return () => {
    rest();
    stream.rest();
    forget();
    handles.remove();
    say.stop();
    picture.rest();
  };
}

/** Give the parts of the markup that a book can name otherwise the page's words. */
function sayWords(/** @type {HTMLElement} */ figure) {
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (figure.querySelectorAll("[data-word]")))
    each.textContent = words(/** @type {any} */ (each.dataset.word));
}

/**
 * Ask only the newest question: while one waits for its answer, those that come meanwhile replace
 * each other.
 * @param {(error: unknown) => void} fail hears of a question that could not be asked
 */
function newestWins(fail) {
  let busy = false;
  /** @type {(() => Promise<void>) | null} */
  let next = null;
  const push = async (/** @type {() => Promise<void>} */ ask) => {
    next = ask;
    if (busy) return;
    busy = true;
    while (next) {
      const newest = next;
      next = null;
      try {
        await newest();
      } catch (error) {
        fail(error);
      }
    }
    busy = false;
  };
  push.waiting = () => next !== null;
  return push;
}

/**
 * The inline SVG; ids are renamed so that two copies of one explorer never meet.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 */
function livingPicture(figure, spec) {
  const home = part(figure, ".explorable-picture");
  const own = `e${++mounted}-`;
  const rename = (/** @type {string} */ text) =>
    text.replace(/(\bid="|url\(#|href="#)/g, `$1${own}`);
  const parser = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const replace = (/** @type {string} */ id, /** @type {string} */ markup) => {
    parser.innerHTML = rename(markup);
    const fresh = parser.firstElementChild;
    if (fresh) home.querySelector(`#${CSS.escape(own + id)}`)?.replaceWith(fresh);
  };
  const redraw = (/** @type {string} */ markup) => {
    part(home, "svg").replaceWith(parse(markup));
    const { width, height } = /** @type {any} */ (part(home, "svg")).viewBox.baseVal;
    home.style.setProperty("--ratio", String(width / height));
  };
  const markup = () => part(home, "svg").outerHTML;
  redraw(rename(markup()));
  return {
    rest: () => redraw(markup().replace(new RegExp(`(\\bid="|url\\(#|href="#)${own}`, "g"), "$1")),
    show(/** @type {Message} */ message) {
      if (message.picture) redraw(rename(message.picture));
      for (const [id, markup] of Object.entries(message.patch ?? {})) replace(id, markup);
      home.querySelector("svg")?.setAttribute("aria-label", `${spec.title} ${message.caption}`);
    },
  };
}

function parse(/** @type {string} */ markup) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  return template.content;
}

/** The caption for the eye at once, for the ear when the reader has come to rest. */
function captionWriter(/** @type {HTMLElement} */ figure) {
  const seen = part(figure, ".explorable-caption");
  const heard = document.createElement("span");
  heard.className = "explorable-heard";
  heard.setAttribute("aria-live", "polite");
  seen.after(heard);
  let timer = 0;
  const say = (/** @type {string} */ caption) => {
    if (seen.textContent === caption) return;
    seen.textContent = caption;
    clearTimeout(timer);
    timer = window.setTimeout(() => (heard.textContent = caption), 500);
  };
  say.stop = () => {
    clearTimeout(timer);
    heard.remove();
  };
  return say;
}

function showError(
  /** @type {HTMLElement} */ figure,
  /** @type {string} */ text,
  /** @type {string} */ details,
) {
  figure.querySelector(".explorable-caption ~ .explorable-error")?.remove(); // not that of its code
  if (!text) return;
  const box = document.createElement("div");
  box.className = "explorable-error";
  box.setAttribute("role", "alert");
  box.innerHTML = "<p></p><details><summary></summary><pre></pre></details>";
  part(box, "p").textContent = text;
  part(box, "summary").textContent = words("details");
  part(box, "pre").textContent = details;
  part(figure, ".explorable-caption").after(box);
}

/**
 * The kernel's comm as a transport. Every view of an explorer hears every answer; a view's own
 * question is answered when the message with its serial number has come back.
 * @param {any} model
 * @returns {Transport}
 */
function commTransport(model) {
  /** @type {Map<string, () => void>} */
  const open = new Map();
  const ask = (/** @type {object} */ question) => {
    const serial = crypto.randomUUID?.() ?? String(Math.random());
    return /** @type {Promise<void>} */ (new Promise((resolve) => {
      open.set(serial, resolve);
      model.send({ ...question, serial });
    }));
  };
  return {
    open: () => ask({}),
    send: (values) => ask({ values }),
    next: () => ask({ next: true }),
    listen(show) {
      const hear = (/** @type {any} */ message) => {
        show(open.has(message.serial) ? message : unasked(message));
        open.get(message.serial)?.();
        open.delete(message.serial);
      };
      model.on("msg:custom", hear);
      return () => model.off("msg:custom", hear);
    },
  };
}

/** A stream is driven by the view that has begun it; the others look on. */
function unasked(/** @type {Message} */ message) {
  return message.stream ? { ...message, stream: { ...message.stream, more: false } } : message;
}

/** What anywidget calls for each view in Jupyter. */
export default {
  /** @param {{model: any, el: HTMLElement}} view */
  render({ model, el }) {
    replaceWords(model.get("words"));
    el.innerHTML = model.get("html");
    const figure = part(el, "figure");
    const spec = JSON.parse(part(figure, "script").textContent ?? "");
    const rest = mount(figure, spec, commTransport(model));
    // JupyterLab would take the arrow keys for itself: it looks at the focused element alone.
    for (const each of figure.querySelectorAll(
      "input, select, button, summary, [role=slider], [role=application]",
    ))
      each.setAttribute("data-lm-suppress-shortcuts", "true");
    return rest;
  },
};
