// Read formulas, a line of JSON each, {formula, display}; write each as a line {html} or {error}.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { createInterface } = require("node:readline");
const { runInThisContext } = require("node:vm");

runInThisContext(readFileSync(join(__dirname, "temml.min.js"), "utf-8")); // defines `temml`

const ROWS = new Set(["math", "mrow", "mstyle", "mtd", "mpadded"]);
const COMPOSED = new Set(["msub", "msup", "msubsup", "mfrac", "msqrt", "mover", "mrow"]);
const SCRIPTS = new Set(["msub", "msup", "msubsup", "munder"]);

/** Whether a node is the name of a function, such as log, perhaps with an index. */
const isNamed = ({ type, children }) => {
  if (type === "mi") return children[0].text?.length > 1;
  return (type === "mrow" || SCRIPTS.has(type)) && isNamed(children[0]);
};

/** Put the thin space of TeX before a function's name: Temml forgets it after 2/3 or x_i. */
const addSpaces = (node) => {
  if (!node.children) return;
  node.children.forEach(addSpaces);
  if (!ROWS.has(node.type)) return;
  node.children = node.children.flatMap((child, index, all) => {
    const before = all[index - 1];
    if (!before || !COMPOSED.has(before.type) || isNamed(before) || !isNamed(child)) return [child];
    const space = new node.constructor("mspace");
    space.setAttribute("width", "0.1667em");
    return [space, child];
  });
};

const typeset = ({ formula, display }) => {
  const options = { displayMode: display, strict: true, throwOnError: true };
  try {
    const tree = temml.__renderToMathMLTree(formula, options);
    addSpaces(tree);
    return { html: tree.toMarkup() };
  } catch (error) {
    return { error: error.message.trim().split(/:?\s*\n/)[0] };
  }
};

createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(JSON.stringify(typeset(JSON.parse(line))) + "\n");
});
