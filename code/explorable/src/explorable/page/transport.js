// @ts-check
/**
 * How an explorer on a page gets its pictures. The one that it shows is of one of three kinds:
 *
 *     stored ── moved, and Python does not ──▶ baked
 *        │      answer within two frames      │   ▲
 *        │                                    ▼   │
 *        └──────── Python answers ──────────▶ drawn
 *
 * A Python that has not, at the move before, is not waited for.
 *
 * What Python draws has a revision. It is told which one came last and sends a patch of that, or a
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
 * @param {AbortSignal} [signal]
 */
export function pageTransport(session, spec, stored, key, made, bakedUrl, signal) {
  /** @type {(message: Message) => void} */
  let show = () => {};
  /** @type {Picture} */
  let picture = { state: "stored", message: stored };
  let wanted = spec.values;
  const onDemand = Boolean(stored.stream ?? spec.manual); // it runs when asked
  /** @type {{due: boolean, asked?: Values}} whether what is wanted is to be drawn; what Python is at */
  const task = { due: !onDemand };
  /** @type {Message | undefined} */
  let drawn; // what Python sent last, whole, even if the page shows another
  const reader = { touched: false, sees: false };
  let place = key; // where Python keeps the explorer
  let quick = false; // whether Python's last picture came within two frames: so long the next is waited for
  const load = once(async () => (bakedUrl ? framesAt(bakedUrl, spec, stored).catch(() => []) : []));
  /**
   * Any → baked, or stored: the nearest picture there is, unless Python's comes before the frames do.
   * @param {Promise<null | void>} answer Python's
   */
  const showBaked = async (answer) => {
    const frames = await Promise.race([load(), answer]);
    if (!frames) return;
    const message = nearest([stored, ...frames, ...(drawn ? [drawn] : [])], spec, wanted);
    const next = standIn(message, spec, wanted);
    if (next.at && message === picture.message) next.picture = next.patch = undefined; // it is there
    picture = { state: message === stored && !next.at ? "stored" : "baked", message };
    show(next);
  };
  /** Any → drawn, unless what stands in is of newer values; after an error the next picture is a whole one. */
  const showDrawn = (/** @type {Message} */ message, asked = wanted) => {
    const follows = drawn === picture.message; // a patch of what the page shows
    drawn = message.error ? undefined : whole(message, drawn);
    if (drawn && asked !== wanted && picture.state !== "drawn") return; // a stand-in is of newer values
    picture = { state: "drawn", message: drawn ?? picture.message };
    show(drawn && !follows ? drawn : message);
  };
  const isDue = () => task.due && (reader.touched || reader.sees);
  const draw = async (/** @type {boolean} */ background) => {
    let asked = made && wanted; // whose cells run first
    task.asked = asked ?? task.asked;
    /** What Python is asked when it is free: the newest values, if they are still to be drawn. */
    const newest = (/** @type {string[]} */ origin) => () => {
      if (!isDue()) return null;
      task.due = false;
      task.asked = asked = wanted;
      return [place, ...origin, JSON.stringify(spec.fixed), JSON.stringify(wanted), drawn?.revision];
    };
    try {
      const name = await made?.();
      place = name ?? key;
      const origin = name ? ["", name] : [spec.module, spec.name];
      const message = await session.call("show", newest(origin), { background });
      if (message && asked && !(background && message.error && !reader.touched)) showDrawn(message, asked);
    } catch (error) {
      showDrawn(/** @type {any} */ ({ error: messageOf(error), details: "" }));
    }
    if (task.asked === asked) task.asked = undefined;
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
    const { message } = picture;
    if (task.asked) {
      wanted = message.values;
      show({ ...message, picture: undefined, patch: undefined, stream: undefined });
    }
    task.due = !equal(wanted, message.values);
    drawn = undefined;
  };
  session.addEventListener("ready", () => void catchUp(), { signal });
  session.addEventListener("restart", startOver, { signal });
  /** Show the values; what a cell has made runs once for each picture, and nothing stands in for that. */
  const send = async (/** @type {Values} */ values) => {
    wanted = { ...wanted, ...values };
    task.due = reader.touched = true;
    if (session.state !== "ready") {
      // When Python is there, nobody waits for frames any more.
      const arrival = new Promise((resolve) => session.addEventListener("ready", () => resolve(null), { once: true }));
      const done = showBaked(arrival);
      await withinTwoFrames(done); // a worker that starts would be in its way
      session.start();
      return done;
    }
    const answer = catchUp();
    if (onDemand || made) return answer;
    const inTime = withinTwoFrames(answer).then((is) => (quick = is));
    return quick && (await inTime) ? answer : showBaked(answer);
  };
  /** The next picture of a stream; after a new start of Python, or an error, the first. */
  const next = async () => {
    if (!drawn?.revision) return send(wanted);
    showDrawn(await session.call("advance", [place]));
  };
  return {
    open: catchUp,
    send,
    next,
    /** @param {(message: Message) => void} listener */
    listen: (listener) => void (show = listener),
    /** The reader turns to this explorer: it goes first. */
    touch() {
      reader.touched = true;
      void load(); // before a move asks for them
      session.start();
      return catchUp();
    },
    /** @param {boolean} visible whether the explorer is in view: then it catches up */
    see(visible) {
      reader.sees = visible;
      return catchUp();
    },
    values: () => wanted,
  };
}

/**
 * Whether an answer comes before a second frame begins from now, which is soon enough.
 * @type {(answer: Promise<unknown>) => Promise<boolean>}
 */
const withinTwoFrames = (answer) =>
  new Promise((resolve) => {
    void answer.then(() => resolve(true));
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(false)));
  });

/**
 * A picture of Python's as it stands by itself; where a group is replaced after a group within it, that
 * order stays.
 * @param {Message} message
 * @param {Message} [before] what it may be a patch of, whole
 */
function whole(message, before) {
  if (!message.patch || !before) return message;
  const patch = { ...before.patch };
  for (const [id, markup] of Object.entries(message.patch)) {
    delete patch[id];
    patch[id] = markup;
  }
  return { ...message, picture: before.picture, patch };
}
