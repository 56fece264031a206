// @ts-check
// The filter of a gallery, or of a book's own list: what is of the chapter, if that is chosen by, and holds all the words
// stays. What a link leads to is shown in any case.
const form = /** @type {HTMLFormElement | null} */ (document.querySelector(".explorable-filter"));

const filter = (/** @type {HTMLFormElement} */ form) => {
  const asked = new FormData(form);
  const words = String(asked.get("words")).toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const card of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(form.dataset.among ?? ""))) {
    const ofChapter = !asked.get("chapter") || card.dataset.chapter === asked.get("chapter");
    const texts = [...card.querySelectorAll("strong, h3, p")].map((each) => each.textContent);
    const known = [card.dataset.words, ...texts].join(" ").toLowerCase();
    card.hidden = !(ofChapter && words.every((word) => known.includes(word)));
    count += Number(!card.hidden);
  }
  const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
  const { one = "", many = "" } = output.dataset;
  output.textContent = count === 1 ? one : many.replace("{count}", String(count));
};

form?.addEventListener("input", () => filter(form));
form?.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!form || !target?.closest("[hidden]")) return;
  form.reset();
  filter(form);
  target.scrollIntoView();
});
