// @ts-check
// What is closed does not print. A page with solutions offers to open them all while it prints. Paper is white: a dark
// page prints as the light one.
const withSolutions = document.currentScript?.dataset.words ?? "";

const printWithSolutions = () => {
  const closed = document.querySelectorAll("article details:not([open])");
  closed.forEach((each) => each.setAttribute("open", ""));
  addEventListener("afterprint", () => closed.forEach((each) => each.removeAttribute("open")), { once: true });
  print();
};

const offerSolutions = (/** @type {Element} */ entry) => {
  const copy = /** @type {Element} */ (entry.cloneNode(true));
  const button = copy.querySelector("button");
  const text = copy.querySelector(".btn__text-container");
  if (!button || !text) throw new Error("the theme's print button has another markup");
  text.textContent = withSolutions;
  button.removeAttribute("title");
  button.addEventListener("click", printWithSolutions);
  entry.after(copy);
};

for (const button of document.querySelectorAll("[data-do=print]")) {
  button.addEventListener("click", () => print());
  const entry = button.closest("li");
  if (entry && document.querySelector("article details.hide")) offerSolutions(entry);
}

addEventListener("beforeprint", () => {
  for (const each of [document.documentElement, document.body].filter(({ dataset }) => dataset.theme)) {
    const { theme } = each.dataset;
    each.dataset.theme = "light";
    addEventListener("afterprint", () => (each.dataset.theme = theme), { once: true });
  }
});
