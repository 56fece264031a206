// Read formulas, a line of JSON each, {formula, display}; write each as a line {html} or {error}.
const katex = require("./katex.min.js");
const { createInterface } = require("node:readline");

const typeset = ({ formula, display }) => {
  try {
    return { html: katex.renderToString(formula, { displayMode: display, strict: "error" }) };
  } catch (error) {
    return { error: error.message };
  }
};

createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(JSON.stringify(typeset(JSON.parse(line))) + "\n");
});
