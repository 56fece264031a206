// @ts-check
/**
 * The front end in MyST's themes, which call it for each figure or question that `explorable.mjs` has found. Their
 * model knows no kernel: its `send`, `save_changes` and `off` throw, so Python is this page's own, and what readers do is
 * kept as on other pages. Themes give a shadow root; what is shown stands in the page beside it, in a slot, where the
 * page's scripts, links, styles and keys find it.
 */
import { all, element, loaded } from "../front/dom.js";
import { once } from "../front/once.js";
import { replaceWords } from "../front/words.js";
import { dispose, hydrate } from "./explorers.js";
import { Order } from "./order.js";
import { hydrateQuestion } from "./questions.js";
import { hydrateTest } from "../front/question_test.js";
import { Session } from "./session.js";
import { reportStatus } from "./status.js";

const urlOf = (/** @type {string} */ name) => new URL(`../../${name}`, import.meta.url).href;
const HOME = urlOf("python/");

/** A cell whose code readers do not edit here: it runs for its figures alone, and what it has stored stays. */
class StoredCell {
  state = "not run";
  line = element("span", {});
  outputs = { begin() {}, add() {}, end() {} };
  tellUnchecked() {}

  /**
   * @param {{source: string, tags: string[]}} cell
   * @param {number} index
   */
  constructor({ source, tags }, index) {
    this.source = this.stored = source;
    this.number = index + 1;
    this.tags = tags.map((each) => `tag_${each}`);
    this.stand(element("div", {}));
  }

  /** Stand where its figures are. */
  stand(/** @type {Element} */ place) {
    place.classList.add(...this.tags);
    this.element = place;
  }

  mark(/** @type {string} */ state) {
    this.state = state;
  }
}

/** @type {Map<string, ReturnType<typeof startPage>>} by their files: a theme may show one after another */
const pages = new Map();

/** @typedef {{file: string, folder: string, modules: string[], cells: {source: string, tags: string[]}[]}} Notebook */

function startPage(/** @type {Notebook} */ { folder, modules, cells }) {
  const session = new Session(HOME, modules, folder);
  reportStatus(session);
  const stored = cells.map((each, index) => new StoredCell(each, index));
  return { session, cells: stored, order: once(() => new Order(/** @type {any} */ (stored), session)) };
}

/** What a page asks for once, whatever stands on it. */
const prepare = once(async () => {
  const formulas = JSON.stringify({ formulas: urlOf("formulas/") });
  document.head.append(element("meta", { "data-explorable-live": formulas })); // where latex.js looks
  await loaded(element("link", { rel: "stylesheet", href: urlOf("explorable.css") }));
});

/**
 * Let what lives lead where the still one does, whose links the book has resolved.
 * @param {ParentNode} still
 * @param {HTMLElement} living
 */
function followLinks(still, living) {
  const [from, to] = [still, living].map((each) => /** @type {HTMLAnchorElement[]} */ (all("a", each)));
  if (from.length !== to.length) return;
  for (const [index, link] of to.entries()) {
    link.href = from[index].href;
    if ("named" in link.dataset) link.textContent = from[index].textContent;
  }
}

export default {
  /** @param {{model: {get: (name: string) => any}, el: HTMLElement}} view */
  async render({ model, el }) {
    replaceWords(model.get("words"));
    await prepare().catch(reportError);
    const root = el.getRootNode();
    const host = root instanceof ShadowRoot ? root.host : el;
    if (host !== el) el.append(element("slot", {}));
    const box = element("div", { class: "not-prose" }); // rules of themes for running text end there
    box.innerHTML = model.get("html");
    host.append(box);
    const still = host.closest(".explorable-output")?.querySelector(".explorable-still");
    if (still instanceof HTMLElement) {
      followLinks(still, box);
      still.hidden = true;
    }
    const notebook = model.get("notebook");
    const page = pages.get(notebook.file) ?? startPage(notebook);
    pages.set(notebook.file, page);
    page.cells[model.get("cell")]?.stand(host.closest(".explorable-cell") ?? host);
    for (const figure of all(".explorable-explorer", box))
      hydrate(figure, page.session, { home: HOME, order: page.order, ...model.get("files") });
    for (const ask of all(".explorable-ask", box)) hydrateQuestion(ask);
    all(".explorable-selftest", box).forEach(hydrateTest);
    return () => {
      all(".explorable-explorer", box).forEach(dispose);
      box.remove();
    };
  },
};
