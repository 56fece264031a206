// @ts-check
/**
 * What the page and its worker say to each other. A call carries an id, and so does everything
 * that answers it; errors cross as data.
 *
 * Page to worker:
 * @typedef {{type: "start", home: string, fresh: boolean, modules: string[], folder: string,
 *   snapshot: string, words: Record<string, string>}} Start `home` is where the vendored files lie,
 *   `fresh` trusts nothing that was kept, `modules` are imported first, `folder` of the book is where
 *   the page's notebook lies, `snapshot` is the digest of the one that an earlier visit has left, `words`
 *   replace English ones
 * @typedef {"show" | "advance" | "run" | "plan" | "states" | "redraw"} Method a function of `explorable.kernel.runtime`
 * @typedef {{type: "call", id: number, method: Method, args: any[]}} Call
 * @typedef {Start | Call} Request
 *
 * Worker to page:
 * @typedef {{text: "loading" | "stalled" | "starting", loaded: number, total: number}} Progress `text`
 *   names words
 * @typedef {{error: string, details: string}} Failure what an answer is when a call has failed
 * @typedef {{type: "progress"} & Progress
 *   | {type: "ready", phases: Record<string, number>}
 *   | {type: "left", snapshot: string}
 *   | {type: "failed", reason: string, unreachable?: boolean}
 *   | {type: "output", id: number, output: any}
 *   | {type: "answer", id: number, answer: any}} Reply `ready` lists what the start took, in ms;
 *   `left` comes once, before a reader's code runs: the digest of the snapshot, if one was made;
 *   `failed` ends the worker, `unreachable` if it just was not given its files; outputs of a `run` come
 *   while it runs, its answer comes last
 */
export {};
