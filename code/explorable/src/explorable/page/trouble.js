// @ts-check
// What keeps a page still although its scripts were asked for: it was opened from the disk, where browsers start no
// worker and no module, or one of its scripts did not come or is of another release. Say so, and what to do.
const { disk = "", noScripts = "", reload = "" } = JSON.parse(document.currentScript?.dataset.words ?? "{}");

const say = (/** @type {string} */ text, /** @type {Element[]} */ ...more) => {
  const line = document.createElement("p");
  document.documentElement.classList.add("explorable-still"); // what waits for scripts is shown
  line.setAttribute("role", "note");
  line.className = "explorable-status explorable-trouble";
  line.append(`${text} `, ...more);
  (document.querySelector("article") ?? document.querySelector("[role=main]") ?? document.body).prepend(line);
};

const offerReload = () => {
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = reload;
  again.addEventListener("click", () => location.reload());
  say(noScripts, again);
};

if (location.protocol === "file:") say(disk);
else {
  const listening = new AbortController();
  const { signal } = listening;
  const hear = (/** @type {Event} */ { target }) => {
    const foreign = target instanceof Element && !(target instanceof HTMLScriptElement && target.type === "module");
    if (foreign) return; // a picture, say
    listening.abort();
    offerReload();
  };
  addEventListener("error", hear, { capture: true, signal });
  addEventListener("explorable-alive", () => listening.abort(), { signal });
}
