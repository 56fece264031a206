// @ts-check
{
  const page = document.documentElement;
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const begins = () => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("section > section > :first-child"));

  /** @param {Iterator<HTMLElement>} rest */
  const layOut = (rest) => {
    const { value: first, done } = rest.next();
    if (done) return page.classList.remove("explorable-arriving");
    first.offsetHeight; // who asks makes the browser lay out its section
    requestIdleCallback(() => layOut(rest));
  };

  if (visit?.type === "navigate" && !location.hash && "requestIdleCallback" in self) {
    page.classList.add("explorable-arriving");
    document.addEventListener("readystatechange", () => layOut(begins().values()), { once: true });
    // A link to a place further down leads there only once all that stands above has its height.
    document.addEventListener("click", () => layOut([].values()), { capture: true, once: true });
  }
}
