// @ts-check
/**
 * An explorer that a cell of the page has made cannot be imported: before it moves, Python runs
 * its cell and those above that the cell needs.
 *
 * @import { Spec } from "../front/mount.js"
 * @import { Session } from "./session.js"
 */
import { words } from "../front/words.js";

/** The module of what a cell has made. */
const CELL = "__main__";

/**
 * A way to learn the name that Python gives the explorer; none for one that can be imported. The
 * cells are run once for each start of Python, and what they print is not shown.
 * @param {HTMLElement} figure
 * @param {Spec & {module: string}} spec
 * @param {Session} session
 * @returns {(() => Promise<string>) | undefined}
 */
export function madeByCell(figure, spec, session) {
  if (spec.module !== CELL) return undefined;
  const cells = [...document.querySelectorAll("div.cell:has(.cell_input)")];
  const cell = cells.indexOf(/** @type {HTMLElement} */ (figure.closest("div.cell")));
  const sources = cells.map((each) => each.querySelector(".cell_input pre")?.textContent ?? "");
  /** @type {Promise<string> | undefined} */
  let name;
  session.addEventListener("restart", () => (name = undefined));
  return () => (name ??= runCells(session, sources, cell, spec.name));
}

/**
 * @param {Session} session
 * @param {string[]} sources of all cells
 * @param {number} cell which of them shows the explorer
 * @param {string} name the explorer's
 */
async function runCells(session, sources, cell, name) {
  if (cell < 0) throw new Error(words("noMaker"));
  const plan = await session.call("plan", [JSON.stringify(sources), cell]);
  if (!Array.isArray(plan)) throw new Error(plan.error);
  /** @type {any[]} */
  let outputs = [];
  for (const each of plan) {
    outputs = [];
    const answer = await session.call("run", [sources[each], each], { onOutput: (output) => outputs.push(output) });
    const failed = answer?.error ?? answer;
    if (failed) throw new Error(words("makerFailed", { number: each + 1, error: failed }));
  }
  const made = outputs.filter((output) => output.kind === "explorer");
  const found = made.find((output) => output.data.includes(`data-explorer="${name}"`));
  if (!found) throw new Error(words("anotherMade"));
  return found.made;
}
