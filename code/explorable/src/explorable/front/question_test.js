// @ts-check
/** A self-test: how many questions were right at the first try, and where to read again. */
import { all, element, part } from "./dom.js";
import { words } from "./words.js";

/** Count the answers of a section, those of earlier visits too; says so when all are tried. */
export function hydrateTest(/** @type {HTMLElement} */ section) {
  const asks = all(".explorable-ask", section);
  const count = () => {
    if (!asks.every(({ dataset }) => Number(dataset.tries))) return;
    const failed = asks.filter(({ dataset }) => dataset.state !== "right" || dataset.tries !== "1");
    const [right, count] = [asks.length - failed.length, asks.length];
    const links = failed.flatMap((each) => each.querySelector(".explorable-answer .explorable-see a") ?? []);
    const unlike = new Map(links.map((link) => [link.getAttribute("href"), link]));
    const again = [...unlike.values()].map((link) => element("li", {}, link.cloneNode(true)));
    part(section, ".explorable-result").replaceChildren(
      element("p", {}, words("firstTries", { right, count })),
      ...(again.length ? [element("p", {}, words("see")), element("ul", {}, ...again)] : []),
    );
  };
  section.addEventListener("explorable-answered", count);
  count();
}
