// @ts-check
/**
 * A plugin of MyST's engine: what a notebook stores for pages, figures and questions, comes to life.
 *
 * It changes trees; what stands in them, Python says (`explorable.myst.page`), once a page.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

/** Where a wheel lies in its environment: its own Python is beside it, whatever the shell calls first. */
const HERE = path.resolve(import.meta.dirname, "../../../..");

const python = [
  process.env.EXPLORABLE_PYTHON, path.join(HERE, "bin", "python"), path.join(HERE, "..", "python.exe"),
].find((each) => each && existsSync(each)) ?? "python";

/** Whether a page before has laid what all fetch. */
let laid = false;

/** Ask Python what becomes of a page's outputs. */
function ask(/** @type {object} */ page) {
  const options = /** @type {const} */ ({ input: JSON.stringify(page), encoding: "utf8", maxBuffer: 2 ** 30 });
  const { stdout, stderr, status, error } = spawnSync(python, ["-m", "explorable.myst", "page"], options);
  if (error) throw new Error(`${python} cannot be started (${error.message}): name it in EXPLORABLE_PYTHON`);
  if (status) throw new Error(stderr.trim().split("\n").at(-1));
  process.stderr.write(stderr);
  return JSON.parse(stdout);
}

/** The data of an output by their types, as texts; none of what a cell prints, or of its error. */
function bundleOf(/** @type {any} */ { jupyter_data: { data = {} } = {} }) {
  const texts = Object.entries(data).map(([kind, text]) => [kind, Array.isArray(text) ? text.join("") : text]);
  return Object.fromEntries(texts);
}

/** @type {any} */
const transform = {
  name: "explorable",
  doc: "Brings figures and questions that a notebook stores for pages to life.",
  stage: "document",
  plugin: (/** @type {any} */ _options, /** @type {any} */ utils) => (/** @type {any} */ tree, /** @type {any} */ file) => {
    const blocks = utils.selectAll("block[kind=notebook-code]", tree).map((/** @type {any} */ block) => ({
      code: block.children.find((/** @type {any} */ each) => each.type === "code"),
      shown: block.children.find((/** @type {any} */ each) => each.type === "outputs"),
      block,
    }));
    if (!blocks.length) return;
    const cells = blocks.map((/** @type {any} */ { block, code, shown }) => ({
      source: code?.value ?? "", tags: block.data?.tags ?? [], outputs: (shown?.children ?? []).map(bundleOf),
    }));
    try {
      const { nodes, troubles } = ask({ file: path.relative("", file.path).replaceAll(path.sep, "/"), cells, lay: !laid });
      for (const text of troubles) file.message(text);
      for (const [index, { block, shown }] of blocks.entries()) {
        const living = nodes[index].filter(Boolean);
        if (!living.length) continue;
        laid = true;
        shown.children = shown.children.filter((/** @type {any} */ _each, /** @type {number} */ i) => !nodes[index][i]);
        block.children.push({ type: "div", class: "explorable-cell", children: living });
      }
    } catch (error) {
      file.message(`figures and questions stay still: ${/** @type {Error} */ (error).message}`);
    }
  },
};

/** A link that sets a figure keeps its words: the engine has no address for what it sets. */
const explorer = {
  name: "explorer",
  doc: "Words of a link that sets the controls of a figure: `words <name: preset>`.",
  body: { type: String, required: true },
  run: (/** @type {any} */ { body }) => [{ type: "text", value: body.replace(/\s*<[^>]*>$/, "") }],
};

export default { name: "explorable", roles: [explorer], transforms: [transform] };
