// @ts-check
/**
 * How an explorer on a page gets its pictures. The one that it shows is of one of three kinds:
 *
 *     stored ── moved, while Python is away ──▶ baked
 *        │                                        │
 *        └───▶ drawn ◀── Python is there, and ────┘
 *              │   ▲     the reader turns to it
 *              └───┘
 *
 * What Python draws has a revision. The page says which one it shows and gets a patch of that, or a
 * whole picture; a Python that was started anew knows no revision of the one before.
 *
 * @typedef {{state: "stored" | "baked" | "drawn", message: Message}} Picture
 * @import { Message, Spec, Values } from "../front/mount.js"
 * @import { Session } from "./session.js"
 */
import { once } from "../front/once.js";
import { messageOf } from "../front/request.js";
import { equal, framesAt, nearest, standIn } from "./baked.js";

/**
 * @param {Session} session
 * @param {Spec & {module: string, fixed: object}} spec
 * @param {Message} stored the picture that the page came with
 * @param {string} key names this copy on the page
 * @param {(() => Promise<string>) | undefined} made how to learn its name in the worker, if a cell
 *   of the page made it
 * @param {string | null} bakedUrl where the baked frames lie, if there are any
 */
export function pageTransport(session, spec, stored, key, made, bakedUrl) {
  /** @type {(message: Message) => void} */
  let show = () => {};
  /** @type {Picture} */
  let picture = { state: "stored", message: stored };
  let wanted = spec.values;
  const onDemand = Boolean(stored.stream ?? spec.manual); // it runs when asked
  const task = { due: !onDemand, asked: false }; // whether Python is to draw what is wanted, is at it
  const reader = { touched: false, sees: false };
  let place = key; // where Python keeps the explorer
  const load = once(async () => (bakedUrl ? framesAt(bakedUrl, spec, stored).catch(() => []) : []));
  /** Python is there: nobody waits for frames any more. */
  const arrival = once(
    () => new Promise((resolve) => session.addEventListener("ready", () => resolve([]), { once: true })),
  );

  /** stored or baked → baked, until Python is there. */
  const showBaked = async () => {
    const frames = await Promise.race([load(), arrival()]);
    if (session.state === "ready") return;
    const message = nearest([stored, ...frames], spec, wanted);
    picture = { state: message === stored ? "stored" : "baked", message };
    show(standIn(message, spec, wanted));
  };
  /** Any → drawn; after an error the next picture is a whole one. */
  const showDrawn = (/** @type {Message} */ message) => {
    picture = { state: "drawn", message: message.error ? { ...picture.message, revision: undefined } : message };
    show(message);
  };
  const isDue = () => task.due && (reader.touched || reader.sees);
  /** What Python is asked when it is free: the newest values, if they are still to be drawn. */
  const newest = (/** @type {string[]} */ origin) => () => {
    if (!isDue()) return null;
    Object.assign(task, { due: false, asked: true });
    return [place, ...origin, JSON.stringify(spec.fixed), JSON.stringify(wanted), picture.message.revision];
  };
  const draw = async (/** @type {boolean} */ background) => {
    task.asked = Boolean(made); // whose cells run first
    try {
      const name = await made?.();
      place = name ?? key;
      const origin = name ? ["", name] : [spec.module, spec.name];
      const message = await session.call("show", newest(origin), { background });
      if (message && task.asked && !(background && message.error && !reader.touched)) showDrawn(message);
    } catch (error) {
      showDrawn(/** @type {any} */ ({ error: messageOf(error), details: "" }));
    }
    task.asked = false;
  };
  /** Let Python draw what is due; the stored picture of what a cell made is not worth its run. */
  const catchUp = async () => {
    if (session.state !== "ready" || !isDue()) return;
    if (made && picture.state === "stored" && equal(wanted, stored.values)) task.due = onDemand;
    if (task.due) await draw(!reader.touched);
  };
  /**
   * Python was started anew. If drawing this was what had to be stopped, it is not tried again: the
   * controls go back to the picture. Otherwise the picture follows them when Python is there.
   */
  const startOver = () => {
    const message = { ...picture.message, revision: undefined };
    if (task.asked) {
      wanted = message.values;
      show({ ...message, picture: undefined, patch: undefined, stream: undefined });
    }
    task.due = !equal(wanted, message.values);
    picture = { ...picture, message };
  };
  const onReady = () => void catchUp();
  session.addEventListener("ready", onReady);
  session.addEventListener("restart", startOver);
  const send = async (/** @type {Values} */ values) => {
    wanted = { ...wanted, ...values };
    task.due = reader.touched = true;
    if (session.state === "ready") return catchUp();
    session.start();
    return showBaked();
  };
  /** The next picture of a stream; after a new start of Python, or an error, the first. */
  const next = async () => {
    if (!picture.message.revision) return send(wanted);
    showDrawn(await session.call("advance", [place]));
  };
  return {
    open: catchUp,
    send,
    next,
    /** @param {(message: Message) => void} listener */
    listen(listener) {
      show = listener;
      return () => (show = () => {});
    },
    /** The reader turns to this explorer: it goes first. */
    touch() {
      reader.touched = true;
      session.start();
      return catchUp();
    },
    /** @param {boolean} visible whether the explorer is in view: then it catches up */
    see(visible) {
      reader.sees = visible;
      return catchUp();
    },
    values: () => wanted,
    isTouched: () => reader.touched,
    dispose() {
      session.removeEventListener("ready", onReady);
      session.removeEventListener("restart", startOver);
    },
  };
}
