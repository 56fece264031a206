// @ts-check
/** What a function shows, in Jupyter: the area that an `interact` of a kernel fills (`explorable.interaction`). */
import { part } from "./dom.js";
import { typesetIn } from "./kernel_typesetter.js";
import { livingPicture } from "./picture.js";

/** What anywidget calls for each view in Jupyter. */
export default {
  /** @param {{model: any, el: HTMLElement}} view */
  render({ model, el }) {
    el.innerHTML = `<div class="explorable-figure"><div class="explorable-picture">${model.get("html")}</div></div>`;
    const figure = part(el, ".explorable-figure");
    figure.addEventListener("explorable-placed", () => void typesetIn(figure, ".explorable-formula", model));
    const end = new AbortController();
    const picture = livingPicture(figure, { title: model.get("title"), prefix: model.get("prefix") }, end.signal);
    model.on("msg:custom", picture.show);
    model.send({}); // what has changed since the first
    return () => {
      model.off("msg:custom", picture.show);
      end.abort();
    };
  },
};
