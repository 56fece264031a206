// @ts-check
/** A question in Jupyter: its model keeps the answers, and Temml comes from the kernel, once. */
import { all, keepKeys } from "./dom.js";
import { typesetIn } from "./kernel_typesetter.js";
import { hydrate } from "./question.js";
import { hydrateTest } from "./question_test.js";
import { replaceWords } from "./words.js";

/** What anywidget calls for each view in Jupyter. */
export default {
  /** @param {{model: any, el: HTMLElement}} view */
  render({ model, el }) {
    replaceWords(model.get("words"));
    el.innerHTML = model.get("html");
    const asked = all(".explorable-ask", el).map((ask) => hydrate(ask, storeOf(ask, model)));
    for (const each of all(".explorable-selftest", el)) hydrateTest(each);
    keepKeys(el);
    for (const link of el.querySelectorAll("a")) link.target = "_blank"; // what is unsaved here stays
    void typesetIn(el, ".math", model);
    const follow = () => asked.forEach((each) => each.restore());
    model.on("change:answers", follow);
    return () => model.off("change:answers", follow);
  },
};

/** @returns {import("./question.js").Store} */
function storeOf(/** @type {HTMLElement} */ ask, /** @type {any} */ model) {
  return {
    get: () => model.get("answers")[ask.id],
    set(state) {
      model.set("answers", { ...model.get("answers"), [ask.id]: state });
      model.save_changes();
    },
  };
}
