// @ts-check
/** On each page that comes from this device: its worker hears that it is open, and says what is new, or wrong. */
import { words } from "../front/words.js";
import { ask, reasonOf } from "./ask_worker.js";
import { renewPage, say } from "./messages.js";

const { serviceWorker } = navigator;

const tell = (/** @type {string} */ text) =>
  say("offline", { text, action: words("close"), act: () => say("offline") });

serviceWorker.addEventListener("controllerchange", renewPage);
serviceWorker.addEventListener("message", ({ data }) => tell(words("cacheOld", { reason: reasonOf(data) })));
const { news, ...came } = await ask(/** @type {ServiceWorker} */ (serviceWorker.controller), "opened");
if (news) tell(words(news));
if (came.trouble) tell(words("cachePage", { reason: reasonOf(came) }));
