// @ts-check
// What keeps a page still although its scripts were asked for: it was opened from the disk, where browsers start no
// worker and no module, the browser is too old, or one of its scripts did not come, or not yet, or is of another release.
// Say so, and what to do, in words that an old browser reads, too: nothing here is younger than modules.
const { disk = "", oldBrowser = "", trustedTypes = "", noScripts = "", stillLoading = "", sandboxed = "", scriptType = "", signedOut = "", reload = "" } = JSON.parse(/** @type {HTMLElement} */ (document.currentScript).dataset.words || "{}");

const say = (/** @type {string} */ text, reloads = false) => {
  const line = Object.assign(document.createElement("p"), { className: "explorable-status explorable-trouble" });
  document.documentElement.classList.add("explorable-still"); // what waits for scripts is shown
  line.setAttribute("role", "note");
  line.append(`${text} `);
  if (reloads) {
    const again = Object.assign(document.createElement("button"), { type: "button", textContent: reload });
    again.addEventListener("click", () => location.reload());
    line.append(again);
  }
  (document.querySelector("article") || document.querySelector("[role=main]") || document.body).prepend(line);
  return line;
};

/** Why a script did not come, as far as its host tells. */
const causeOf = async (/** @type {string} */ src) => {
  const response = await fetch(src, { cache: "no-cache" }).catch(() => undefined);
  const type = response && response.ok ? (response.headers.get("Content-Type") || "").split(";")[0] : "javascript";
  if ((response && response.redirected) || type.endsWith("html")) return signedOut;
  return type.includes("javascript") ? noScripts : scriptType.replace("{type}", type || "?");
};

for (const lost of document.querySelectorAll(".explorable-unserved")) lost.remove(); // something of the page has come

/** What the scripts and styles of living pages take for granted, and the youngest browsers learned last. */
const isOld = !("DecompressionStream" in self && CSS.supports("selector(:has(a))"));

if (location.protocol === "file:") say(disk);
else if (isOld) say(oldBrowser);
else {
  const waiting = new AbortController();
  const { signal } = waiting;
  /** @type {HTMLElement | undefined} */
  let line;
  const late = setTimeout(() => {
    line = say(stillLoading, true);
    line.classList.add("explorable-late");
  }, 8000); // as patient as the loader of Python
  const settle = () => {
    waiting.abort();
    clearTimeout(late);
    if (line) line.remove();
    document.documentElement.classList.remove("explorable-still");
  };
  const hear = (/** @type {Event} */ event) => {
    const { target } = event;
    const { filename = "" } = /** @type {Partial<ErrorEvent>} */ (event);
    const ours = target instanceof Element
      ? target instanceof HTMLScriptElement && target.type === "module"
      : !filename || filename.includes("/live-"); // WebKit names no file where a module lacks what another imports
    if (!ours) return; // a picture or an extension
    settle();
    if (self.origin === "null") return say(sandboxed);
    const script = target instanceof HTMLScriptElement ? target : document.querySelector("[data-explorable-live]");
    void causeOf(/** @type {HTMLScriptElement} */ (script).src).then((text) => say(text, true));
  };
  addEventListener("error", hear, { capture: true, signal });
  addEventListener("explorable-alive", settle, { signal });
  // also of a page that has come to life
  addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
    if (effectiveDirective === "require-trusted-types-for" && !document.querySelector(".explorable-trouble")) say(trustedTypes);
  });
}
