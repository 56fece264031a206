// @ts-check
// What keeps a page still although its scripts were asked for: it was opened from the disk, where browsers start no
// worker and no module, or one of its scripts did not come, or not yet, or is of another release. Say so, and what to do.
const { disk = "", noScripts = "", stillLoading = "", sandboxed = "", scriptType = "", signedOut = "", reload = "" } = JSON.parse(document.currentScript?.dataset.words ?? "{}");

const say = (/** @type {string} */ text, /** @type {Element[]} */ ...more) => {
  const line = document.createElement("p");
  document.documentElement.classList.add("explorable-still"); // what waits for scripts is shown
  line.setAttribute("role", "note");
  line.className = "explorable-status explorable-trouble";
  line.append(`${text} `, ...more);
  (document.querySelector("article") ?? document.querySelector("[role=main]") ?? document.body).prepend(line);
  return line;
};

const offerReload = (/** @type {string} */ text) => {
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = reload;
  again.addEventListener("click", () => location.reload());
  return say(text, again);
};

/** Why a script did not come, as far as its host tells. */
const causeOf = async (/** @type {string} */ src) => {
  const response = await fetch(src, { cache: "no-cache" }).catch(() => undefined);
  const type = response?.ok ? response.headers.get("Content-Type")?.split(";")[0] ?? "" : "javascript";
  if (response?.redirected || type.endsWith("html")) return signedOut;
  return type.includes("javascript") ? noScripts : scriptType.replace("{type}", type || "?");
};

if (location.protocol === "file:") say(disk);
else {
  const waiting = new AbortController();
  const { signal } = waiting;
  /** @type {HTMLElement | undefined} */
  let line;
  const late = setTimeout(() => (line = offerReload(stillLoading)), 8000); // the patience of Python's loader
  const settle = () => {
    waiting.abort();
    clearTimeout(late);
    line?.remove();
    document.documentElement.classList.remove("explorable-still");
  };
  const hear = (/** @type {Event} */ event) => {
    const { target } = event;
    const { filename = "" } = /** @type {Partial<ErrorEvent>} */ (event);
    const ours = target instanceof Element
      ? target instanceof HTMLScriptElement && target.type === "module"
      : !filename || filename.includes("/live-"); // WebKit names no file where a module lacks what another imports
    if (!ours) return; // a picture, say, or an extension
    settle();
    if (self.origin === "null") return say(sandboxed);
    const script = target instanceof HTMLScriptElement ? target : document.querySelector("[data-explorable-live]");
    void causeOf(/** @type {HTMLScriptElement} */ (script).src).then(offerReload);
  };
  addEventListener("error", hear, { capture: true, signal });
  addEventListener("explorable-alive", settle, { signal });
}
