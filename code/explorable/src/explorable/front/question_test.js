// @ts-check
/** A self-test: how many questions were right at the first try, and where to read again. */
import { words } from "./words.js";

/** Count the answers of a section, those of earlier visits too; says so when all are tried. */
export function hydrateTest(/** @type {HTMLElement} */ section) {
  const asks = /** @type {HTMLElement[]} */ ([...section.querySelectorAll(".explorable-ask")]);
  const result = /** @type {HTMLElement} */ (section.querySelector(".explorable-result"));
  const count = () => {
    if (!asks.every(({ dataset }) => Number(dataset.tries))) return;
    const failed = asks.filter(({ dataset }) => dataset.state !== "right" || dataset.tries !== "1");
    const line = document.createElement("p");
    const [right, all] = [asks.length - failed.length, asks.length];
    line.textContent = words("firstTries", { right, count: all });
    const links = failed.flatMap((each) => each.querySelector(".explorable-answer .explorable-see a") ?? []);
    const unlike = new Map(links.map((link) => [link.getAttribute("href"), link]));
    result.replaceChildren(line, ...(unlike.size ? [readAgain([...unlike.values()])] : []));
  };
  section.addEventListener("explorable-answered", count);
  count();
}

function readAgain(/** @type {Element[]} */ links) {
  const list = document.createElement("ul");
  list.setAttribute("aria-label", words("see"));
  list.append(
    ...links.map((link) => {
      const item = document.createElement("li");
      item.append(link.cloneNode(true));
      return item;
    }),
  );
  return list;
}
