// @ts-check
// Whoever comes back to a page in the same tab finds each figure that has told its answer as high as it was left, though
// the scripts that open its parts come later. A browser may refuse to remember it.
{
  const key = `explorable-heights ${location.pathname} ${innerWidth}`;
  const style = document.createElement("style");
  const remember = () => {
    const told = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-explorer][data-guess="done"]')]);
    const heights = told.map((each) => [each.dataset.explorer, getComputedStyle(each).height]);
    sessionStorage.setItem(key, JSON.stringify(heights));
  };
  try {
    for (const [name, height] of JSON.parse(sessionStorage.getItem(key) ?? "[]"))
      style.append(`html:not(.explorable-still) [data-explorer="${name}"]:not([data-guess]) { min-height: ${height} }`);
    document.head.append(style);
    addEventListener("pagehide", remember);
  } catch (error) {
    console.info(`Heights are not remembered: ${error}`);
  }
}
