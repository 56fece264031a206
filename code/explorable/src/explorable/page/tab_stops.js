// @ts-check
// What is wider than its box scrolls there: give such a box a tab stop, so that the keyboard reaches it. Sizes are
// read when the browser has laid the boxes out by itself; to ask for them earlier would lay out the whole page.
const BOXES = ".formula, div.explorable-formula, pre, .cell_output > .output, .pst-scrollable-table-container";
// No line breaks within a formula: the paragraph that holds one which is wider scrolls, and no other, for what scrolls is cut.
const [INLINE, LINES] = ["span.math, span.explorable-formula", "p, li, dt, dd, figcaption"];

/** @param {Element} box */
const scrolls = (box) =>
  box.matches(LINES)
    ? box.scrollWidth > box.clientWidth + 1 // both are rounded
    : box.scrollWidth > box.clientWidth || (box.scrollHeight > box.clientHeight && !box.matches("[class*=formula]"));

const sizes = new ResizeObserver((entries) => {
  for (const [box, wide] of entries.map(({ target }) => /** @type {const} */ ([target, scrolls(target)]))) {
    if (box.matches(LINES)) box.classList.toggle("explorable-wide", wide);
    if (wide) box.setAttribute("tabindex", "0");
    else if (box !== document.activeElement) box.removeAttribute("tabindex"); // which would take its focus
  }
});

/** @param {Element} root */
const watch = (root) => {
  const lines = [root.closest(INLINE), ...root.querySelectorAll(INLINE)].map((formula) => formula?.closest(LINES));
  for (const box of new Set([root.closest(BOXES), ...root.querySelectorAll(BOXES), ...lines])) {
    if (!box) continue;
    sizes.unobserve(box); // else a box of the same size is not looked at again
    sizes.observe(box);
  }
};

watch(document.body);
document.fonts.addEventListener("loadingdone", () => watch(document.body)); // words of other widths in boxes of the same size
new MutationObserver((changes) => {
  for (const target of new Set(changes.map((each) => each.target))) watch(/** @type {Element} */ (target));
}).observe(document.body, { childList: true, subtree: true });

// When something is copied there is no time to fetch anything.
import("./formula_text.js").catch(console.info);
