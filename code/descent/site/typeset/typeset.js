// Read formulas, a line of JSON each, {formula, display}; write each as a line {html} or {error}.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { createInterface } = require("node:readline");
const { runInThisContext } = require("node:vm");

runInThisContext(readFileSync(join(__dirname, "temml.min.js"), "utf-8")); // defines `temml`

const typeset = ({ formula, display }) => {
  const options = { displayMode: display, strict: true, throwOnError: true };
  try {
    return { html: temml.renderToString(formula, options) };
  } catch (error) {
    return { error: error.message.trim().split(/:?\s*\n/)[0] };
  }
};

createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(JSON.stringify(typeset(JSON.parse(line))) + "\n");
});
