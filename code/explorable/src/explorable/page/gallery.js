// @ts-check
// The gallery's filter: a card stays if it is of the chapter and holds all the words.
const form = /** @type {HTMLFormElement | null} */ (document.querySelector(".explorable-filter"));

const filter = (/** @type {HTMLFormElement} */ form) => {
  const asked = new FormData(form);
  const words = String(asked.get("words")).toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const card of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".explorable-gallery > li"))) {
    const ofChapter = !asked.get("chapter") || card.dataset.chapter === asked.get("chapter");
    const texts = [...card.querySelectorAll("strong, p")].map((each) => each.textContent);
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
