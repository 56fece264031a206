// @ts-check
/**
 * Every word that the scripts say. A book in another language replaces some or all of them: on a
 * page with the JSON of `<script id="explorable-words">`, in Jupyter with the widget's own.
 */
const ENGLISH = {
  // An explorer's controls and tools
  play: "Play",
  pause: "Pause",
  step: "Step",
  speed: "Speed of {label}",
  range: "from {minimum} to {maximum}",
  planeSlider: "two-way slider",
  goOn: "Continue",
  picture: "picture {count}",
  erase: "Erase",
  clear: "Clear",
  pad: "drawing pad",
  padKeys: "Draw with the mouse or a finger. Keys: arrows move, with Shift they draw; Space draws, Delete erases.",
  padCell: "row {row}, column {column}: {percent}%",
  reset: "Reset",
  link: "Copy link",
  linked: "Link in the address bar",
  code: "Code",
  fullScreen: "Full screen",
  leaveFullScreen: "Leave full screen",
  details: "Details",
  nearest: "(The nearest stored picture, until Python draws this one.)",
  badLink: "The address asks for values that this explorer does not have.",
  // An explorer's code
  source: "Code of “{title}”",
  bookCode: "Back to the book’s code",
  noSource: "The code could not be fetched: {reason}",
  missing: "{file} is missing ({status})",
  damaged: "{file} arrived damaged",
  line: "Line {line}: {error}",
  // The page's Python
  loading: "loading Python",
  starting: "starting Python",
  progress: "{text}: {percent}% of {size} MB",
  failed: "Python does not run: {reason}.",
  running: "Python is running.",
  restarted:
    "Python was started anew: names that cells have defined are gone, explorers keep their values.",
  still: "The picture stays still: {reason}.",
  stopped: "Stopped.",
  noWebAssembly: "this browser has no WebAssembly",
  noWorker: "the worker did not start",
  retry: "Retry",
  stop: "Stop",
  close: "Close",
  // Cells
  run: "Run",
  runCell: "Run cell {number}",
  edit: "Edit",
  editCell: "Edit cell {number}",
  runAll: "Run all",
  runAllCells: "Run all cells",
  cellSource: "Source of cell {number}",
  restore: "Restore",
  restoreCell: "Restore the book's code",
  showCode: "Show all code",
  outdated: "The book has changed this cell since you edited it.",
  take: "Take my code",
  forget: "Forget it",
  forgetCode: "Forget my code",
  // What a cell is
  notRun: "not run",
  runs: "running",
  hasRun: "run",
  stale: "stale",
  hasFailed: "failed",
  // How a run of cells goes
  waiting: "waiting",
  runsCell: "running cell {number}, {index} of {count}",
  runsAll: "cell {number} of {count}",
  dropped: "stopped",
  done: "done",
  doneAll: "done: {count} cells",
  cell: "cell {number}",
  failedAbove: "{cell} above failed: {error}",
  stoppedAt: "stopped at {cell}: {error}",
  // What a cell shows
  leftOut: "… {count} lines left out …",
  showAll: "Show all",
  // An explorer that a cell has made
  noMaker: "the code that makes this explorer is not on the page",
  makerFailed: "cell {number}, which makes this explorer, failed: {error}",
  anotherMade: "the cell on this page makes another explorer than the one stored",
};

/** @typedef {keyof typeof ENGLISH} Key */

/** @type {Record<string, string> | undefined} */
let replaced;

/** Say these words in the place of the English ones. */
export function replaceWords(/** @type {Record<string, string>} */ table) {
  replaced = table;
}

/** @returns {Record<string, string>} the words that replace English ones */
export function replacedWords() {
  return (replaced ??= wordsOfPage());
}

/**
 * The words named `key`, each `{name}` in them filled in.
 * @param {Key} key
 * @param {Record<string, string | number>} [values]
 */
export function words(key, values = {}) {
  const text = replacedWords()[key] ?? ENGLISH[key];
  return text.replace(/\{(\w+)\}/g, (gap, name) => String(values[name] ?? gap));
}

/** @returns {Record<string, string>} */
function wordsOfPage() {
  const script = globalThis.document?.getElementById("explorable-words");
  return script ? JSON.parse(script.textContent ?? "{}") : {};
}
