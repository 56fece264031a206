// @ts-check
/**
 * Runs of cells, one after another, each after the cells above that it needs: the worker's Python
 * knows which (`explorable.kernel.order`).
 *
 * @import { Cell } from "./cell.js"
 * @import { Session } from "./session.js"
 * @import { Key } from "../front/words.js"
 * @typedef {{cell: Cell, error: string}} Failure
 */
import { words } from "../front/words.js";
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
    this.started = 0; // times that Python was started anew
    this.ran = false;
    this.marks = 0; // times that the marks were asked for
    session.addEventListener("restart", () => {
      this.started++;
      this.ran = false;
      for (const cell of cells) cell.mark("not run");
    });
  }

  /**
   * Run a cell, and before it what it needs.
   * @param {Cell} cell
   */
  run(cell) {
    return this.#queue(cell.line, async () => {
      const plan = await this.session.call("plan", [this.#sources(), cell.number - 1]);
      if (!Array.isArray(plan)) return this.#refuse(cell, plan);
      const failure = await this.#runCells(plan.map((index) => this.cells[index]), cell.line);
      if (!failure) cell.line.textContent = words("done");
      else if (failure.cell === cell) cell.line.textContent = failure.error;
      else cell.line.replaceChildren(...sentence("failedAbove", failure));
    });
  }

  /**
   * Run every cell from the top.
   * @param {HTMLElement} line
   */
  runAll(line) {
    return this.#queue(line, async () => {
      const count = this.cells.length;
      for (const cell of this.cells) {
        const plan = await this.session.call("plan", [this.#sources(), cell.number - 1]);
        if (!Array.isArray(plan)) return this.#refuse(cell, plan);
        line.textContent = words("runsAll", { number: cell.number, count });
        const failure = await this.#runCells(plan.map((index) => this.cells[index]));
        if (failure) return line.replaceChildren(...sentence("stoppedAt", failure));
      }
      line.textContent = words("doneAll", { count });
    });
  }

  /** Mark the cells whose results an edit has made stale; before a run none can be. */
  async mark() {
    if (!this.ran || this.session.state !== "ready") return;
    const [started, asked] = [this.started, ++this.marks];
    const states = await this.session.call("states", () => (asked === this.marks ? [this.#sources()] : null));
    if (started !== this.started || !Array.isArray(states)) return;
    states.forEach((state, index) => this.cells[index].mark(state));
  }

  #sources() {
    return JSON.stringify(this.cells.map((cell) => cell.source));
  }

  /**
   * Act when the runs before have ended; not at all if Python was started anew meanwhile.
   * @param {HTMLElement} line
   * @param {() => Promise<void>} act
   */
  #queue(line, act) {
    const started = this.started;
    line.textContent = words("waiting");
    const turn = async () => {
      if (started !== this.started) return void (line.textContent = words("dropped"));
      line.textContent = words("runs");
      await act();
    };
    this.last = this.last.then(turn).catch((error) => void (line.textContent = String(error)));
    return this.last; // which is kept in any case: what failed must not hold up the next
  }

  /**
   * Run cells in order and return the first failure.
   * @param {Cell[]} cells
   * @param {HTMLElement} [line] that says how far the run is
   * @returns {Promise<Failure | undefined>}
   */
  async #runCells(cells, line) {
    const count = cells.length;
    for (const [index, cell] of cells.entries()) {
      if (line && count > 1)
        line.textContent = words("runsCell", { number: cell.number, index: index + 1, count });
      cell.mark("running");
      const error = await this.#runCell(cell);
      this.ran = this.session.state === "ready";
      cell.mark("not run"); // until Python has said what it is
      await this.mark();
      if (error) return { cell, error };
    }
  }

  /**
   * Run a cell and return the last line of its error.
   * @param {Cell} cell
   * @returns {Promise<string | null>}
   */
  async #runCell(cell) {
    const { outputs } = cell;
    outputs.begin();
    const onOutput = outputs.add.bind(outputs);
    const answer = await this.session.call("run", [cell.source, cell.number - 1], { onOutput });
    if (answer?.error) outputs.add({ kind: "error", data: answer }); // it was stopped, or the worker failed
    outputs.end();
    if (cell.source !== cell.stored) noteVerdicts(cell.element);
    return answer?.error ?? answer;
  }

  /**
   * @param {Cell} cell
   * @param {{error: string, details: string}} data
   */
  #refuse(cell, data) {
    cell.outputs.begin();
    cell.outputs.add({ kind: "error", data });
    cell.line.textContent = data.error;
  }
}

/**
 * A sentence on a failure, with a link to its cell.
 * @param {Key} key
 * @param {Failure} failure
 */
function sentence(key, { cell, error }) {
  const [before, after] = words(key, { cell: GAP, error }).split(GAP);
  return [before, linkTo(cell), after];
}

/** @param {Cell} cell */
function linkTo(cell) {
  const link = document.createElement("a");
  link.href = `#${cell.element.id}`;
  link.textContent = words("cell", { number: cell.number });
  return link;
}
