// @ts-check
/** Links to what can be shown beside them: the mouse, the keyboard's focus and a tap ask `meanings.js` for it. */
const QUOTED = 'a.explorable-quoted, article a:is([href*="glossary.html#"], [href*="#explorer="]:not([href*="&"]))';

for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(QUOTED))) {
  const quote = async (/** @type {boolean} */ taps) => { // without the script a link is what it was
    const meanings = await import("./meanings.js").catch(() => taps && location.assign(link.href));
    if (meanings) await meanings.show(link, taps);
  };
  for (const event of ["pointerenter", "focus"]) link.addEventListener(event, () => quote(false));
  link.addEventListener("click", (event) => {
    if (!event.detail || !matchMedia("(hover: none)").matches) return; // a key goes there
    event.preventDefault();
    void quote(true);
  });
}
