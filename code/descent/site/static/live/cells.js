// @ts-check
/**
 * Run and edit the code cells of a page. They share one namespace; the stored output stays until
 * the new one is there.
 *
 * @import { Runtime } from "./client.js"
 * @typedef {{kind: "text" | "html" | "explorer" | "error", data: any, made?: string}} Output
 * @typedef {{element: HTMLElement, source: () => string, show: (outputs: Output[]) => void}} Cell
 */
import { enliven, layToRest } from "./explorers.js";

/**
 * @param {Runtime} runtime
 * @param {string} home where the vendored files lie
 * @param {string} editor the editor's file, which may not be there
 */
export function enlivenCells(runtime, home, editor) {
  const elements = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("div.cell"));
  const found = [...elements].filter((each) => each.querySelector(".descent-toolbar"));
  const loadEditor = once(() => import(new URL(editor, home).href).catch(() => null));
  /** @type {Cell[]} */
  const cells = found.map((element) => makeCell(element, runtime, home));
  cells.forEach((cell, index) => addToolbar(cell, index, cells, runtime, loadEditor));
}

/**
 * @template T
 * @param {() => T} make
 */
function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}

/**
 * @param {HTMLElement} element
 * @param {Runtime} runtime
 * @param {string} home
 * @returns {Cell}
 */
function makeCell(element, runtime, home) {
  const stored = element.querySelector(".cell_input pre")?.textContent ?? "";
  return {
    element,
    source: () => element.querySelector("textarea")?.value ?? stored,
    show(outputs) {
      const box = outputBox(element);
      box.querySelectorAll(".descent-explorer").forEach(layToRest);
      box.replaceChildren(...outputs.map(outputElement));
      outputs.forEach((output, index) => {
        const figure = /** @type {HTMLElement | null} */ (box.children[index].querySelector(".descent-explorer"));
        if (figure) enliven(figure, runtime, { home, made: output.made });
      });
    },
  };
}

/** @param {HTMLElement} element */
function outputBox(element) {
  const found = element.querySelector(".cell_output");
  if (found) return found;
  const box = document.createElement("div");
  box.className = "cell_output docutils container";
  element.append(box);
  return box;
}

/** @param {Output} output */
function outputElement(output) {
  const box = document.createElement("div");
  box.className = output.kind === "error" ? "output descent-error" : "output";
  if (output.kind === "html" || output.kind === "explorer") box.innerHTML = output.data;
  else if (output.kind === "text") box.append(preformatted(output.data));
  else {
    box.setAttribute("role", "alert");
    const last = document.createElement("p");
    last.textContent = output.data.error;
    const fold = document.createElement("details");
    fold.innerHTML = "<summary>Details</summary>";
    fold.append(preformatted(output.data.details));
    box.append(last, fold);
  }
  return box;
}

/** @param {string} text */
function preformatted(text) {
  const pre = document.createElement("pre");
  pre.textContent = text;
  pre.tabIndex = 0;
  return pre;
}

/**
 * @param {Cell} cell
 * @param {number} index
 * @param {Cell[]} cells
 * @param {Runtime} runtime
 * @param {() => Promise<any>} loadEditor
 */
function addToolbar(cell, index, cells, runtime, loadEditor) {
  const bar = /** @type {HTMLElement} */ (cell.element.querySelector(".descent-toolbar"));
  const line = document.createElement("span");
  line.setAttribute("role", "status");
  const run = (/** @type {number} */ first) => runCells(cells.slice(first, index + 1), runtime, line);
  const edit = toolButton("Edit", `Edit cell ${index + 1}`, async () => {
    edit.remove();
    await openEditor(cell, index, () => run(index), loadEditor);
  });
  bar.append(toolButton("Run", `Run cell ${index + 1}`, () => run(index)), edit);
  if (index > 0) bar.append(toolButton("Run all above", `Run all above, cells 1 to ${index + 1}`, () => run(0)));
  bar.append(line);
  runtime.addEventListener("progress", (event) => {
    if (!line.dataset.running) return;
    const { text, loaded, total } = /** @type {CustomEvent} */ (event).detail;
    line.textContent = `${text}: ${Math.floor((100 * loaded) / total)}%`;
  });
}

/**
 * @param {string} text
 * @param {string} label
 * @param {() => void} act
 */
function toolButton(text, label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.setAttribute("aria-label", label);
  button.addEventListener("click", act);
  return button;
}

/**
 * Run cells in order; the first error ends the run.
 * @param {Cell[]} cells
 * @param {Runtime} runtime
 * @param {HTMLElement} line
 */
async function runCells(cells, runtime, line) {
  line.dataset.running = "yes";
  line.textContent = "running";
  for (const cell of cells) {
    const answer = await runtime.call("run", cell.source());
    const outputs = Array.isArray(answer) ? answer : [{ kind: "error", data: answer }];
    cell.show(/** @type {Output[]} */ (outputs));
    if (outputs.some((each) => each.kind === "error")) break;
  }
  delete line.dataset.running;
  line.textContent = "done";
}

/**
 * Replace the highlighted source by an editor, or by a plain text area if there is none.
 * @param {Cell} cell
 * @param {number} index
 * @param {() => void} onRun
 * @param {() => Promise<any>} loadEditor
 */
async function openEditor(cell, index, onRun, loadEditor) {
  const place = /** @type {HTMLElement} */ (cell.element.querySelector(".cell_input"));
  const doc = cell.source().replace(/\n$/, "");
  const label = `Source of cell ${index + 1}`;
  const editor = await loadEditor();
  place.replaceChildren();
  if (editor) {
    const made = editor.createEditor(place, { doc, onRun, label });
    cell.source = () => made.value;
    made.focus();
    return;
  }
  const area = document.createElement("textarea");
  area.value = doc;
  area.rows = doc.split("\n").length + 1;
  area.spellcheck = false;
  area.setAttribute("aria-label", label);
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onRun();
  });
  place.append(area);
  area.focus();
}
