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
 *            options: (string | number)[]}} Control
 * @typedef {{x: string | number, y: string | number, label: string}} Handle
 * @typedef {{name: string, prefix: string, title: string, start: Values, values: Values,
 *            controls: Record<string, Control>, presets: Record<string, Values>,
 *            handles: Handle[], frames: Frame[]}} Spec
 * @typedef {{values: Values, caption: string, frames: Frame[], picture?: string,
 *            patch?: Record<string, string>, error?: string, details?: string}} Message
 * @typedef {{send: (values: Values) => Promise<void>,
 *            listen: (show: (message: Message) => void) => () => void}} Transport
 */

let mounted = 0;

/**
 * Bring an explorer to life.
 * @param {HTMLElement} figure the explorer's <figure>
 * @param {Spec} spec
 * @param {Transport} transport
 * @returns {() => void} puts it to rest again
 */
export function mount(figure, spec, transport) {
  const picture = livingPicture(figure, spec);
  const panel = controlPanel(figure, spec);
  const push = newestWins((values) => transport.send(values));
  const move = (/** @type {Values} */ values) => {
    panel.set(values);
    handles.place({ ...panel.get(), ...values });
    push(panel.get());
  };
  const handles = handleLayer(figure, spec, panel.get, move);
  const say = captionWriter(figure);
  const forget = transport.listen((message) => {
    if (message.error) return showError(figure, message.error, message.details ?? "");
    showError(figure, "", "");
    picture.show(message);
    say(message.caption);
    if (!push.waiting()) panel.set(message.values);
    handles.place(panel.get(), message.frames);
  });
  const rest = listenToControls(figure, spec, panel, move);
  panel.enable();
  push({});
  return () => {
    rest();
    forget();
  };
}

/** Take `path` inside the figure, which the markup promises to hold. */
function part(/** @type {ParentNode} */ figure, /** @type {string} */ path) {
  const found = figure.querySelector(path);
  if (!found) throw new Error(`the explorer's markup has no ${path}`);
  return /** @type {HTMLElement} */ (found);
}

/**
 * Send only the newest values: while one update runs, those that come meanwhile replace each other.
 * @param {(values: Values) => Promise<void>} send
 */
function newestWins(send) {
  let busy = false;
  /** @type {Values | null} */
  let next = null;
  const push = async (/** @type {Values} */ values) => {
    next = values;
    if (busy) return;
    busy = true;
    while (next) {
      const newest = next;
      next = null;
      await send(newest);
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
  const home = part(figure, ".descent-picture");
  const own = `e${++mounted}-`;
  const rename = (/** @type {string} */ text) =>
    text.replace(/(\bid="|url\(#|href="#)/g, `$1${own}`);
  const parser = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const replace = (/** @type {string} */ id, /** @type {string} */ markup) => {
    parser.innerHTML = rename(markup);
    const fresh = parser.firstElementChild;
    if (fresh) home.querySelector(`#${CSS.escape(own + id)}`)?.replaceWith(fresh);
  };
  const redraw = (/** @type {string} */ markup) =>
    part(home, "svg").replaceWith(parse(rename(markup)));
  redraw(part(home, "svg").outerHTML);
  return {
    show(/** @type {Message} */ message) {
      if (message.picture) redraw(message.picture);
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
  const seen = part(figure, ".descent-caption");
  const heard = document.createElement("span");
  heard.className = "descent-heard";
  heard.setAttribute("aria-live", "polite");
  seen.after(heard);
  let timer = 0;
  return (/** @type {string} */ caption) => {
    if (seen.textContent === caption) return;
    seen.textContent = caption;
    clearTimeout(timer);
    timer = window.setTimeout(() => (heard.textContent = caption), 500);
  };
}

function showError(
  /** @type {HTMLElement} */ figure,
  /** @type {string} */ text,
  /** @type {string} */ details,
) {
  figure.querySelector(".descent-error")?.remove();
  if (!text) return;
  const box = document.createElement("div");
  box.className = "descent-error";
  box.setAttribute("role", "alert");
  box.innerHTML = "<p></p><details><summary>Details</summary><pre></pre></details>";
  part(box, "p").textContent = text;
  part(box, "pre").textContent = details;
  part(figure, ".descent-caption").after(box);
}

/**
 * The native inputs: what they say, and how to set them.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 */
function controlPanel(figure, spec) {
  const fieldset = /** @type {HTMLFieldSetElement} */ (part(figure, ".descent-controls"));
  const input = (/** @type {string} */ name) =>
    /** @type {HTMLInputElement} */ (part(fieldset, `[name="${name}"]`));
  const read = (/** @type {string} */ name, /** @type {Control} */ control) => {
    if (control.kind === "check") return input(name).checked;
    if (control.kind !== "choice") return Number(input(name).value);
    const select = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input(name)));
    return control.options[select.selectedIndex];
  };
  const write = (/** @type {string} */ name, /** @type {any} */ value) => {
    const control = spec.controls[name];
    if (control.kind === "check") input(name).checked = value;
    else if (control.kind === "choice") input(name).value = String(value);
    else {
      const text = Number(value).toFixed(control.decimals);
      const typed = /** @type {HTMLInputElement} */ (part(fieldset, `[data-for="${name}"]`));
      input(name).value = text;
      if (typed !== typed.ownerDocument.activeElement) typed.value = text;
    }
  };
  return {
    get: () =>
      /** @type {Values} */ (
        Object.fromEntries(Object.entries(spec.controls).map(([n, c]) => [n, read(n, c)]))
      ),
    set: (/** @type {Values} */ values) => Object.entries(values).forEach(([n, v]) => write(n, v)),
    enable: () => (fieldset.disabled = false),
  };
}

/**
 * What the reader does with the inputs and buttons.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 * @param {ReturnType<typeof controlPanel>} panel
 * @param {(values: Values) => void} move
 */
function listenToControls(figure, spec, panel, move) {
  const stop = new AbortController();
  const players = [...figure.querySelectorAll(".descent-player")].map((box) =>
    player(/** @type {HTMLElement} */ (box), spec, panel, move, stop.signal),
  );
  const onInput = (/** @type {Event} */ event) => {
    const target = /** @type {HTMLInputElement} */ (event.target);
    const name = target.name || target.dataset.for;
    if (!name) return;
    if (target.dataset.for && (target.value === "" || !inRange(target))) return;
    const typed = target.dataset.for ? { [name]: Number(target.value) } : {};
    move({ ...panel.get(), ...typed });
  };
  const onClick = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!button || !button.closest(".descent-buttons")) return;
    if (button.dataset.do === "fullscreen") toggleFullScreen(figure);
    else {
      players.forEach((each) => each.pause());
      move(button.dataset.preset ? spec.presets[button.dataset.preset] : spec.start);
    }
  };
  const onMove = (/** @type {Event} */ event) =>
    move(/** @type {CustomEvent<Values>} */ (event).detail);
  const settle = () => panel.set(panel.get());
  figure.addEventListener("descent-move", onMove, { signal: stop.signal });
  figure.addEventListener("input", onInput, { signal: stop.signal });
  figure.addEventListener("focusout", settle, { signal: stop.signal });
  figure.addEventListener("click", onClick, { signal: stop.signal });
  return () => {
    players.forEach((each) => each.pause());
    stop.abort();
  };
}

/** A typed number counts once it lies in its range; until then it is marked, and nothing moves. */
function inRange(/** @type {HTMLInputElement} */ typed) {
  const inside = !typed.validity.rangeUnderflow && !typed.validity.rangeOverflow;
  typed.setAttribute("aria-invalid", String(!inside));
  typed.title = inside ? "" : `from ${typed.min} to ${typed.max}`;
  return inside;
}

function toggleFullScreen(/** @type {HTMLElement} */ figure) {
  if (document.fullscreenElement) document.exitFullscreen();
  else figure.requestFullscreen();
}

/**
 * Play, pause and step a time control; slow and without haste where motion is unwelcome.
 * @param {HTMLElement} box
 * @param {Spec} spec
 * @param {ReturnType<typeof controlPanel>} panel
 * @param {(values: Values) => void} move
 * @param {AbortSignal} signal
 */
function player(box, spec, panel, move, signal) {
  const input = part(/** @type {HTMLElement} */ (box.parentElement), "input[type=range]");
  const name = /** @type {HTMLInputElement} */ (input).name;
  const { minimum, maximum, step } = spec.controls[name];
  const speed = /** @type {HTMLSelectElement} */ (part(box, "select"));
  const play = part(box, "[data-do=play]");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = 0;
  const pause = () => {
    clearTimeout(timer);
    timer = 0;
    play.textContent = "Play";
  };
  const advance = () => {
    const next = Number(panel.get()[name]) + step;
    if (next > maximum + step / 2) return pause();
    move({ [name]: Math.min(next, maximum) });
    if (timer) schedule();
  };
  const schedule = () => {
    const span = Math.max(60, (8000 * step) / (maximum - minimum));
    timer = window.setTimeout(advance, Math.max(span / Number(speed.value), calm.matches ? 1000 : 0));
  };
  const start = () => {
    if (Number(panel.get()[name]) >= maximum) move({ [name]: minimum });
    play.textContent = "Pause";
    schedule();
  };
  play.addEventListener("click", () => (timer ? pause() : start()), { signal });
  part(box, "[data-do=step]").addEventListener("click", () => { pause(); advance(); }, { signal });
  return { pause };
}

/**
 * The draggable points over the picture, each bound to one or two sliders.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 * @param {() => Values} values
 * @param {(values: Values) => void} move
 */
function handleLayer(figure, spec, values, move) {
  const home = part(figure, ".descent-picture");
  let frames = spec.frames;
  const points = spec.handles.map((handle, index) => {
    const point = document.createElement("button");
    point.type = "button";
    point.className = "descent-handle";
    home.append(point);
    const drag = (/** @type {PointerEvent} */ event) => {
      const area = part(home, "svg").getBoundingClientRect();
      const [x, y] = [(event.clientX - area.left) / area.width, (area.bottom - event.clientY) / area.height];
      move({ ...bound(spec, handle.x, toData(frames[index], "x", x)),
             ...bound(spec, handle.y, toData(frames[index], "y", y)) });
    };
    point.addEventListener("pointerdown", (event) => point.setPointerCapture(event.pointerId));
    point.addEventListener("pointermove", (event) => {
      if (point.hasPointerCapture(event.pointerId)) drag(event);
    });
    point.addEventListener("keydown", (event) => nudge(event, spec, handle, values(), move));
    return point;
  });
  const place = (/** @type {Values} */ now, /** @type {Frame[]} */ newest = frames) => {
    frames = newest;
    points.forEach((point, index) => placePoint(point, spec.handles[index], frames[index], now));
  };
  place(spec.values);
  return { place };
}

/** Set a point where its values are, and say so. */
function placePoint(
  /** @type {HTMLElement} */ point,
  /** @type {Handle} */ handle,
  /** @type {Frame} */ frame,
  /** @type {Values} */ now,
) {
  const at = (/** @type {string | number} */ end) => Number(typeof end === "string" ? now[end] : end);
  point.style.left = `${100 * toFraction(frame, "x", at(handle.x))}%`;
  point.style.top = `${100 - 100 * toFraction(frame, "y", at(handle.y))}%`;
  const names = [handle.x, handle.y].filter((end) => typeof end === "string");
  const state = names.map((name) => `${name} ${now[name]}`).join(", ");
  point.setAttribute("aria-label", `${handle.label}: ${state}. Arrow keys move it.`);
}

/** Arrow keys move a handle by one step of its sliders, with Shift by ten. */
function nudge(
  /** @type {KeyboardEvent} */ event,
  /** @type {Spec} */ spec,
  /** @type {Handle} */ handle,
  /** @type {Values} */ now,
  /** @type {(values: Values) => void} */ move,
) {
  const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const up = { ArrowDown: -1, ArrowUp: 1 }[event.key];
  const name = across ? handle.x : handle.y;
  if (!(across || up) || typeof name !== "string") return;
  event.preventDefault();
  const by = (across ?? up ?? 0) * spec.controls[name].step * (event.shiftKey ? 10 : 1);
  move(bound(spec, name, Number(now[name]) + by));
}

/** The slider's value nearest to `value`, or nothing if this end of the handle is fixed. */
function bound(
  /** @type {Spec} */ spec,
  /** @type {string | number} */ end,
  /** @type {number} */ value,
) {
  if (typeof end !== "string") return {};
  const { minimum, maximum, step, decimals } = spec.controls[end];
  const snapped = minimum + Math.round((value - minimum) / step) * step;
  return { [end]: Number(Math.min(maximum, Math.max(minimum, snapped)).toFixed(decimals)) };
}

/** Ends of a frame along one direction, as fractions of the picture and as data. */
function ends(/** @type {Frame} */ frame, /** @type {"x" | "y"} */ along) {
  const [x0, y0, x1, y1] = frame.box;
  const scale = (along === "x" ? frame.logx : frame.logy) ? Math.log : (/** @type {number} */ v) => v;
  const back = scale === Math.log ? Math.exp : scale;
  const [low, high] = frame[along].map(scale);
  const [start, stop] = along === "x" ? [x0, x1] : [y0, y1];
  return { start, stop, low, high, scale, back };
}

function toFraction(
  /** @type {Frame} */ frame,
  /** @type {"x" | "y"} */ along,
  /** @type {number} */ value,
) {
  const { start, stop, low, high, scale } = ends(frame, along);
  return start + ((scale(value) - low) / (high - low)) * (stop - start);
}

function toData(
  /** @type {Frame} */ frame,
  /** @type {"x" | "y"} */ along,
  /** @type {number} */ fraction,
) {
  const { start, stop, low, high, back } = ends(frame, along);
  return back(low + ((fraction - start) / (stop - start)) * (high - low));
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
  return {
    send(values) {
      const serial = crypto.randomUUID?.() ?? String(Math.random());
      return new Promise((resolve) => {
        open.set(serial, resolve);
        model.send({ values, serial });
      });
    },
    listen(show) {
      const hear = (/** @type {any} */ message) => {
        show(message);
        open.get(message.serial)?.();
        open.delete(message.serial);
      };
      model.on("msg:custom", hear);
      return () => model.off("msg:custom", hear);
    },
  };
}

/** What anywidget calls for each view in Jupyter. */
export default {
  /** @param {{model: any, el: HTMLElement}} view */
  render({ model, el }) {
    el.innerHTML = model.get("html");
    const figure = part(el, "figure");
    const spec = JSON.parse(part(figure, "script").textContent ?? "");
    const rest = mount(figure, spec, commTransport(model));
    // JupyterLab would take the arrow keys for itself: it looks at the focused element alone.
    for (const each of figure.querySelectorAll("input, select, button, summary"))
      each.setAttribute("data-lm-suppress-shortcuts", "true");
    return rest;
  },
};
