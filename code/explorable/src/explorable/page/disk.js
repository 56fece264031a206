// @ts-check
// Browsers start no worker and no module on a page opened from the disk: say so, and what to do.
if (location.protocol === "file:") {
  const line = document.createElement("p");
  line.setAttribute("role", "note");
  line.className = "explorable-status";
  line.textContent = document.currentScript?.dataset.words ?? "";
  (document.querySelector("article") ?? document.querySelector("[role=main]") ?? document.body).prepend(line);
}
