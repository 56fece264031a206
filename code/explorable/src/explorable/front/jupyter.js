// @ts-check
/**
 * The front end in Jupyter: what anywidget shows, through the comm of the kernel.
 */
import { commTransport } from "./comm.js";
import { keepKeys, part, specOf } from "./dom.js";
import { mount } from "./mount.js";
import { replaceWords } from "./words.js";

/** What anywidget calls for each view in Jupyter. */
export default {
  /** @param {{model: any, el: HTMLElement}} view */
  render({ model, el }) {
    replaceWords(model.get("words"));
    el.innerHTML = model.get("html");
    const figure = part(el, "figure");
    const end = new AbortController();
    mount(figure, specOf(figure), commTransport(model, end.signal), {
      get: () => model.get("guess"),
      set(guess) {
        model.set("guess", guess);
        model.save_changes();
      },
    }, end.signal);
    keepKeys(figure);
    return () => end.abort();
  },
};
