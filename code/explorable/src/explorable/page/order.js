// @ts-check
/**
 * Runs of cells, one after another, each after the cells above that it needs: the worker's Python
 * knows which (`explorable.kernel.order`). Where one of them fails behind what the cell needs of it,
 * the rest goes on, as in a notebook.
 *
 * @import { Cell } from "./cell.js"
 * @import { Output } from "./outputs.js"
 * @import { Session } from "./session.js"
 * @import { Spec, Values } from "../front/mount.js"
 * @import { Key } from "../front/words.js"
 * @typedef {{cell: Cell, error: string, late?: boolean}} Failure a late one has left what is needed
 */
import { KINDS } from "../front/kinds.js";
import { messageOf } from "../front/request.js";
import { words } from "../front/words.js";
import { all, element, parsedHTML, part, specOf } from "../front/dom.js";
import { noteVerdicts } from "./attempts.js";

/** Where in a sentence a link goes. */
const GAP = "\0";

export class Order {
  /**
   * @param {Cell[]} cells
   * @param {Session} session
   */
  constructor(cells, session) {
    this.cells = cells;
    this.session = session;
    /** @type {Promise<void>} */
    this.last = Promise.resolve();
    this.interruptions = 0; // times that runs were stopped, or Python was started anew
    this.ran = false;
    this.marks = 0; // times that the marks were asked for
    this.marking = Promise.resolve(); // until the last of them are there
    /** @type {WeakMap<HTMLElement, string>} what Python calls the figures that cells have made */
    this.names = new WeakMap();
    this.isAsBuilt = true; // whether Python has run cells for figures alone, none that leaves traces
    session.addEventListener("stop", () => this.interruptions++);
    session.addEventListener("restart", () => {
      this.interruptions++;
      this.ran = false;
      this.names = new WeakMap();
      this.isAsBuilt = true;
      for (const cell of cells) cell.mark("not run");
    });
  }

  /**
   * Run a cell, and before it what it needs.
   * @param {Cell} cell
   */
  run(cell) {
    return this.#queue(cell.line, async () => {
      this.isAsBuilt = false;
      const { plan, refused } = await this.#plan(cell);
      const failure = refused ? this.#refuse(cell, refused) : await this.#runCells(plan, cell.line);
      if (!failure) {
        cell.line.textContent = cell.isJudged ? "" : words("done"); // what is judged is told by the judge
        cell.line.className = "explorable-heard"; // to the eye its mark says so
      } else if (failure.cell === cell) cell.line.textContent = ""; // what it shows says it, and is read out
      else cell.line.replaceChildren(...sentence("failedAbove", failure));
    });
  }

  /**
   * Run every cell from the top.
   * @param {HTMLElement} line
   */
  runAll(line) {
    return this.#queue(line, async () => {
      this.isAsBuilt = false;
      const count = this.cells.length;
      for (const cell of this.cells) {
        const { plan, refused } = await this.#plan(cell);
        line.textContent = words("runsAll", { number: cell.number, count });
        const failure = refused ? this.#refuse(cell, refused) : await this.#runCells(plan);
        if (failure && !failure.late) return line.replaceChildren(...sentence("stoppedAt", failure));
      }
      line.textContent = words("doneAll", { count });
    });
  }

  /**
   * The runtime name of a figure that a cell defines. The cell, and what it needs, runs for it if it
   * has not, or would make another one by now; what it needs is shown as always, the figure stays.
   * If its controls are others, the new one takes its place.
   * @param {HTMLElement} figure
   * @param {Spec} spec
   * @param {() => Values} values of the figure as the reader has moved it
   */
  async nameOf(figure, spec, values) {
    const cell = this.cells.find(({ element }) => element.contains(figure));
    if (!cell) throw new Error(words("noMaker"));
    this.isAsBuilt &&= Boolean(spec.repeatable);
    await this.marking; // an edit a moment ago may have made the cell stale
    const known = this.names.get(figure);
    if (known && cell.state !== "stale") return known;
    this.names.delete(figure);
    /** @type {Output[]} */
    let outputs = [];
    await this.#queue(cell.line, async () => {
      const { plan, refused } = await this.#plan(cell);
      if (refused) throw new Error(refused.error);
      const failure = await this.#runCells(plan, cell.line, (output) => outputs.push(output));
      cell.line.textContent = "";
      if (failure?.late) return cell.line.replaceChildren(...sentence("failedAbove", failure));
      if (failure) throw new Error(words("makerFailed", { number: failure.cell.number, error: failure.error }));
    });
    const figures = outputs.map(figureIn).filter((each) => each?.spec.name === spec.name);
    const alike = all(`figure[data-explorer="${spec.name}"]`, cell.element);
    const made =
      figures.find((each) => each?.spec.prefix === spec.prefix) ??
      figures[alike.length === figures.length ? alike.indexOf(figure) : 0]; // an edit may show others
    if (!made) throw new Error(cell.line.textContent || words("anotherMade"));
    this.names.set(figure, made.name);
    if (!same(spec.controls, made.spec.controls)) {
      const moved = values();
      cell.outputs.begin();
      outputs.forEach((each) => cell.outputs.add(each));
      const fresh = cell.element.querySelector(`[data-explorer="${spec.name}"]`);
      fresh?.dispatchEvent(new CustomEvent("explorable-move", { detail: fitting(moved, spec, made.spec) }));
    }
    return made.name;
  }

  /**
   * Whether figures that are repeatable show of some values what they have shown before, in the book or on the page:
   * no reader has run or changed a cell, or moved a figure that is not.
   */
  isAsStored() {
    return this.isAsBuilt && this.cells.every(({ source, stored }) => source === stored);
  }

  /** Mark the cells whose results an edit has made stale; before a run none can be. */
  mark() {
    return (this.marking = this.#mark());
  }

  async #mark() {
    if (!this.ran || this.session.state !== "ready") return;
    const [interruptions, asked] = [this.interruptions, ++this.marks];
    const states = await this.session.call("states", () => (asked === this.marks ? [this.#sources()] : null));
    if (interruptions !== this.interruptions || !Array.isArray(states)) return;
    states.forEach((state, index) => this.cells[index].mark(state));
  }

  /** All cells as they stand; of one that its author skips, nothing until a reader runs it. */
  #sources(/** @type {Cell | void} */ asked) {
    const runs = (/** @type {Cell} */ cell) =>
      cell === asked || cell.state !== "not run" || !cell.element.matches(".tag_skip-execution");
    return JSON.stringify(this.cells.map((cell) => (runs(cell) ? cell.source : "")));
  }

  /**
   * The cells to be run for one, itself the last; or why there can be no run.
   * @returns {Promise<{plan: Cell[], refused?: {error: string, details: string}}>}
   */
  async #plan(/** @type {Cell} */ cell) {
    const needed = await this.session.call("plan", [this.#sources(cell), cell.number - 1]);
    if (!Array.isArray(needed)) return { plan: [], refused: needed };
    return { plan: needed.map((/** @type {number} */ index) => this.cells[index]) };
  }

  /**
   * Act when the runs before have ended; not at all if they were stopped, or Python was started anew, meanwhile.
   * @param {HTMLElement} line
   * @param {() => Promise<void>} act
   */
  #queue(line, act) {
    const { interruptions } = this;
    line.className = "";
    line.textContent = words("waiting");
    const turn = async () => {
      if (interruptions !== this.interruptions) return void (line.textContent = words("dropped"));
      line.textContent = words("runs");
      await act();
    };
    this.last = this.last.then(turn).catch((error) => void (line.textContent = messageOf(error)));
    return this.last; // which is kept in any case: what failed must not hold up the next
  }

  /**
   * Run cells in order and return the failure that ends the run, or one that has not.
   * @param {Cell[]} plan
   * @param {HTMLElement} [line] that says how far the run is
   * @param {(output: Output) => void} [hear] takes what the last of them shows, in the page's place
   * @returns {Promise<Failure | undefined>}
   */
  async #runCells(plan, line, hear) {
    const { interruptions } = this;
    const count = plan.length;
    const last = plan[count - 1];
    /** @type {Failure | undefined} */
    let late;
    for (const [index, cell] of plan.entries()) {
      if (line && count > 1)
        line.textContent = words("runsCell", { number: cell.number, index: index + 1, count });
      cell.mark("running");
      const error = await this.#runCell(cell, cell === last ? hear : undefined);
      this.ran = this.session.state === "ready";
      cell.mark("not run"); // until Python has said what it is
      await this.mark();
      if (!error) continue;
      const lacks = cell === last || interruptions !== this.interruptions || (await this.#plan(last)).plan.includes(cell);
      if (lacks) return { cell, error };
      late ??= { cell, error, late: true };
    }
    return late;
  }

  /**
   * Run a cell and return the last line of its error.
   * @param {Cell} cell
   * @param {(output: Output) => void} [hear]
   * @returns {Promise<string | null>}
   */
  async #runCell(cell, hear) {
    const { outputs } = cell;
    if (!hear) outputs.begin();
    const onOutput = hear ?? outputs.add;
    const answer = await this.session.call("run", [cell.source, cell.number - 1], { onOutput });
    if (answer?.error) onOutput({ kind: "error", data: answer }); // it was stopped, or the worker failed
    if (!hear) outputs.end();
    if (cell.source !== cell.stored) noteVerdicts(cell.element);
    if (!hear && !answer) cell.tellUnchecked();
    return answer?.error ?? answer;
  }

  /**
   * Show why a cell does not run: its failure.
   * @param {Cell} cell
   * @param {{error: string, details: string}} data
   * @returns {Failure}
   */
  #refuse(cell, data) {
    if (this.session.state !== "failed") { // else the page says so, and the output stays
      cell.outputs.begin();
      cell.outputs.add({ kind: "error", data });
    }
    return { cell, error: data.error };
  }
}

/** A sentence on a failure, with a link to its cell. */
function sentence(/** @type {Key} */ key, /** @type {Failure} */ { cell, error }) {
  const [before, after] = words(key, { cell: GAP, error }).split(GAP);
  return [before, element("a", { href: `#${cell.element.id}` }, words("cell", { number: cell.number })), after];
}

/** The figure that an output shows, and its runtime name. */
function figureIn(/** @type {Output} */ { kind, data, runtime_name: name = "" }) {
  if (kind !== "explorer") return undefined;
  return { name, spec: /** @type {Spec} */ (specOf(part(parsedHTML(data), "figure"))) };
}

const LONG = /\d*\.\d{9,}(e[-+]?\d+)?/g;

/** A number without the last digits of what is computed, in which processors differ; such a one in a text, too. */
const rounded = (/** @type {string} */ _key, /** @type {any} */ value) =>
  typeof value === "number" ? Number(value.toPrecision(9))
  : typeof value === "string" ? value.replace(LONG, (each) => String(Number(Number(each).toPrecision(9))))
  : value;

/** @type {(one: unknown, other: unknown) => boolean} */
export const same = (one, other) => JSON.stringify(one, rounded) === JSON.stringify(other, rounded);

/**
 * Where another spec's controls stand for what a reader has moved: a menu whose options are called otherwise
 * stands at the same place.
 * @type {(values: Values, spec: Spec, other: Spec) => Values}
 */
export function fitting(values, { controls, start }, other) {
  const moved = Object.entries(values).filter(([name, value]) => value !== start[name]);
  const kept = moved.flatMap(([name, value]) => {
    const [before, now] = [controls[name], other.controls[name]];
    if (before.kind !== now?.kind) return [];
    const place = before.options?.length === now.options?.length ? before.options?.indexOf(/** @type {any} */ (value)) : -1;
    const fits = KINDS[now.kind].parse(String(value), now) ?? now.options?.[place ?? -1];
    return fits === undefined ? [] : [[name, fits]];
  });
  return Object.fromEntries(kept);
}
