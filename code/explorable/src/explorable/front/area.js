// @ts-check
/** What a function shows, in Jupyter: the area that an `interact` of a kernel fills (`explorable.interaction`). */
import { commTransport } from "./comm.js";
import { part, showError } from "./dom.js";
import { typesetIn } from "./kernel_typesetter.js";
import { livingPicture } from "./picture.js";
import { replaceWords } from "./words.js";

/** What anywidget calls for each view in Jupyter. */
export default {
  /** @param {{model: any, el: HTMLElement}} view */
  render({ model, el }) {
    replaceWords(model.get("words"));
    // Anywidget may have given the model up before it had any.
    const html = `<div class="explorable-picture">${model.get("html") || "<p>"}</div><p class="explorable-status"></p>`;
    el.innerHTML = `<div class="explorable-figure">${html}</div>`;
    const figure = part(el, ".explorable-figure");
    figure.addEventListener("explorable-placed", () => void typesetIn(figure, ".explorable-formula", model));
    const end = new AbortController();
    const picture = livingPicture(figure, { title: model.get("title"), prefix: model.get("prefix") }, end.signal);
    const kernel = commTransport(model, end.signal);
    kernel.listen((message) => {
      showError(figure, message.error);
      picture.show(message);
    });
    void kernel.open(); // what has changed since the first
    return () => end.abort();
  },
};
