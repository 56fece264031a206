// Read formulas, a line of JSON each, {formula, display, macros}; write each as a line {html} or {error}.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { createInterface } = require("node:readline");
const { runInThisContext } = require("node:vm");

for (const script of ["temml.min.js", "mathml.js"]) // they define `temml` and `mathml`
  runInThisContext(readFileSync(join(__dirname, script), "utf-8"));

const typeset = ({ formula, display, macros }) => {
  try {
    return { html: mathml(formula, display, macros) };
  } catch (error) {
    return { error: error.message.trim().split(/:?\s*\n/)[0] };
  }
};

createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(JSON.stringify(typeset(JSON.parse(line))) + "\n");
});
