// @ts-check
// What is wider than its box scrolls there: give such a box a tab stop, so that the keyboard reaches it. Sizes are
// read when the browser has laid the boxes out by itself; to ask for them earlier would lay out the whole page.
const BOXES = ".formula, pre, .cell_output > .output, .pst-scrollable-table-container";

/** @param {Element} box */
const scrolls = (box) =>
  box.scrollWidth > box.clientWidth || (box.scrollHeight > box.clientHeight && !box.matches(".formula"));

const sizes = new ResizeObserver((entries) => {
  for (const [box, wide] of entries.map(({ target }) => /** @type {const} */ ([target, scrolls(target)])))
    if (wide) box.setAttribute("tabindex", "0");
    else if (box !== document.activeElement) box.removeAttribute("tabindex"); // which would take its focus
});

/** @param {Element} root */
const watch = (root) => {
  for (const box of [root.closest(BOXES), ...root.querySelectorAll(BOXES)]) {
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

// Who selects something may copy it, a formula with it; when it is copied there is no time to fetch anything.
document.addEventListener("selectionchange", () => void import("./copied.js").catch(console.info), { once: true });
