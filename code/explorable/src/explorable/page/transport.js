// @ts-check
/**
 * How an explorer on a page gets its pictures. The one that it shows is of one of three kinds:
 *
 *     stored ── moved, and Python does not ──▶ baked
 *        │      answer within two frames      │   ▲
 *        │                                    ▼   │
 *        └──────── Python answers ──────────▶ drawn
 *
 * What Python draws has a revision. It is told which one came last and sends a patch of that, or a
 * whole picture; a Python that was started anew knows no revision of the one before.
 *
 * @typedef {{state: "stored" | "baked" | "drawn", message: Message}} Picture
 * @typedef {{find: (values: () => Values) => Promise<string[]>, isDefinedOnPage: boolean, isAsStored?: () => boolean}} Source
 *   how Python finds the figure: the key that it keeps it under, and what to import; if it `isDefinedOnPage`,
 *   its cell runs first, and as long as it `isAsStored` its pictures of some values are what they were
 * @import { Message, Spec, Values } from "../front/mount.js"
 * @import { Session } from "./session.js"
 */
import { once } from "../front/once.js";
import { messageOf } from "../front/request.js";
import { equal, framesAt, nearest, standIn } from "./baked.js";

/** Of how many values Python's last pictures are kept. */
const KEPT = 60;

export class Transport {
  #session;
  #spec;
  #stored;
  #source;
  #loadFrames;
  /** Whether it is drawn when the reader presses a button, and not before. */
  #onDemand;
  /** @type {Picture} what the page shows */
  #picture;
  /** @type {Message | undefined} what Python sent last, whole, even if the page shows another */
  #drawn;
  /** @type {Message[]} what Python has sent, whole, the newest first, none of the same values */
  #answers = [];
  /** @type {Values} what the controls say */
  #wanted;
  /** Whether that is still to be drawn. */
  #isDue;
  /** @type {Values | undefined} what Python is drawing */
  #asked;
  /** What Python keeps the figure under. */
  #key = "";
  #isTouched = false;
  #isSeen = false;
  /** Whether Python's last picture came within two frames: so long the next one is waited for. */
  #isQuick = false;
  /** @type {(message: Message) => void} */
  #show = () => {};

  /**
   * @param {Session} session
   * @param {Spec & {fixed: object}} spec
   * @param {Message} stored the picture that the page came with
   * @param {Source} source
   * @param {string | null} framesUrl where the baked frames lie, if there are any
   * @param {AbortSignal} [signal]
   */
  constructor(session, spec, stored, source, framesUrl, signal) {
    this.#session = session;
    this.#spec = spec;
    this.#stored = stored;
    this.#source = source;
    this.#loadFrames = once(async () => (framesUrl ? framesAt(framesUrl, spec, stored).catch(() => []) : []));
    this.#onDemand = Boolean(stored.stream ?? spec.manual);
    this.#picture = { state: "stored", message: stored };
    this.#wanted = spec.values;
    this.#isDue = !this.#onDemand;
    session.addEventListener("ready", () => void this.open(), { signal });
    session.addEventListener("restart", () => this.#startOver(), { signal });
  }

  values() {
    return this.#wanted;
  }

  listen(/** @type {(message: Message) => void} */ show) {
    this.#show = show;
  }

  /** The reader turns to this explorer: it goes first. */
  touch() {
    this.#isTouched = true;
    void this.#loadFrames(); // before a move asks for them
    this.#session.start();
    return this.open();
  }

  /** The explorer comes into view, or leaves it. */
  see(/** @type {boolean} */ isSeen) {
    this.#isSeen = isSeen;
    return this.open();
  }

  /** Let Python draw what is due; the stored picture of what a cell made is not worth its run. */
  async open() {
    if (this.#session.state !== "ready" || !this.#isToBeDrawn()) return;
    const isShown = this.#picture.state === "stored" && equal(this.#wanted, this.#stored.values);
    if (this.#source.isDefinedOnPage && isShown) this.#isDue = this.#onDemand;
    if (this.#isDue) await this.#draw(!this.#isTouched);
  }

  /**
   * Show the picture of these values. Of what a cell has made none stands in but that of just these values, if
   * nothing can have changed it; Python draws it all the same, for what else the function does.
   */
  async send(/** @type {Values} */ values) {
    this.#wanted = { ...this.#wanted, ...values };
    this.#isDue = this.#isTouched = true;
    if (this.#session.state !== "ready") return this.#wake();
    const answer = this.open();
    if (this.#onDemand || (this.#source.isDefinedOnPage && !this.#source.isAsStored?.())) return answer;
    const inTime = withinTwoFrames(answer).then((is) => (this.#isQuick = is));
    return this.#isQuick && (await inTime) ? answer : this.#standIn(answer);
  }

  /** Show the next picture of a stream; after a new start of Python, or an error, the first. */
  async next() {
    if (!this.#drawn?.revision) return this.send({});
    this.#showDrawn(await this.#session.call("advance", [this.#key]));
  }

  /** Start Python; once it is there, nobody waits for frames any more. */
  async #wake() {
    const arrival = new Promise((resolve) => this.#session.addEventListener("ready", () => resolve(null), { once: true }));
    const done = this.#standIn(arrival);
    await withinTwoFrames(done); // a worker that starts would be in its way
    this.#session.start();
    return done;
  }

  /**
   * Any → baked, or stored: the nearest picture there is, unless Python's comes before the frames do.
   * @param {Promise<null | void>} answer Python's
   */
  async #standIn(answer) {
    const frames = await Promise.race([this.#loadFrames(), answer]);
    if (!frames) return;
    const message = nearest([this.#stored, ...frames, ...this.#answers], this.#spec, this.#wanted);
    const isRight = () => equal(message.values, this.#wanted) && !/<script\b/i.test(JSON.stringify(message));
    if (this.#source.isDefinedOnPage && this.#session.state === "ready" && !isRight()) return void (await answer);
    const shown = standIn(message, this.#spec, this.#wanted);
    if (shown.at && message === this.#picture.message) shown.picture = shown.patch = undefined; // it is there
    this.#picture = { state: message === this.#stored && !shown.at ? "stored" : "baked", message };
    this.#show(shown);
  }

  /** Any → drawn, unless what stands in is of newer values; after an error the next picture is a whole one. */
  #showDrawn(/** @type {Message} */ message, asked = this.#wanted) {
    const isPatch = this.#drawn === this.#picture.message; // of what the page shows
    this.#drawn = message.error ? undefined : whole(message, this.#drawn);
    if (this.#drawn && !this.#onDemand) this.#keep(this.#drawn);
    if (this.#drawn && asked !== this.#wanted && this.#picture.state !== "drawn") return;
    this.#picture = { state: "drawn", message: this.#drawn ?? this.#picture.message };
    this.#show(this.#drawn && !isPatch ? this.#drawn : message);
  }

  /** Keep what Python has drawn: a reader comes back to values. */
  #keep(/** @type {Message} */ drawn) {
    const others = this.#answers.filter(({ values }) => !equal(values, drawn.values));
    this.#answers = [drawn, ...others].slice(0, KEPT);
  }

  #isToBeDrawn() {
    return this.#isDue && (this.#isTouched || this.#isSeen);
  }

  /** Let Python draw what is wanted when it is free, if that is due by then. */
  async #draw(/** @type {boolean} */ background) {
    let asked = this.#source.isDefinedOnPage ? this.#wanted : undefined; // its cells run first
    this.#asked = asked ?? this.#asked;
    try {
      const [key, module, name] = await this.#source.find(() => this.#wanted);
      this.#key = key;
      const newest = () => {
        if (!this.#isToBeDrawn()) return null;
        this.#isDue = false;
        this.#asked = asked = this.#wanted;
        return [key, module, name, JSON.stringify(this.#spec.fixed), JSON.stringify(asked), this.#drawn?.revision];
      };
      const message = await this.#session.call("show", newest, { background });
      const isUnasked = background && message?.error && !this.#isTouched;
      if (message && asked && !isUnasked) this.#showDrawn(message, asked);
    } catch (error) {
      this.#showDrawn(/** @type {any} */ ({ error: messageOf(error), details: "" }));
    }
    if (this.#asked === asked) this.#asked = undefined;
  }

  /**
   * Python was started anew. If this figure's draw was interrupted, do not retry it: the controls go back to the
   * picture. Otherwise the picture follows them when Python is there.
   */
  #startOver() {
    const { message } = this.#picture;
    if (this.#asked) {
      this.#wanted = message.values;
      this.#show({ ...message, picture: undefined, patch: undefined, stream: undefined });
    }
    this.#isDue = !equal(this.#wanted, message.values);
    this.#drawn = undefined;
    this.#answers = [];
  }
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
