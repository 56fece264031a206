// @ts-check
/**
 * On each page of a book that is kept on this device: whether the host has another edition. It is fetched whole behind
 * what the reader does, and told when it is here; all open pages change to it when the reader says so.
 */
import { Unreachable } from "../front/request.js";
import { words } from "../front/words.js";
import { alone, keptAt, renewBook, troubleOf } from "./keeping.js";
import { renewPage, say } from "./messages.js";

const { serviceWorker } = navigator;

async function follow() {
  const root = (await serviceWorker.getRegistration())?.scope ?? "";
  const registration = await keptAt(root);
  if (!registration) return; // the worker is somebody else's, or what it had is gone
  serviceWorker.addEventListener("controllerchange", renewPage);
  await renew(root, registration);
  if (!registration.waiting) return;
  const load = () => registration.waiting?.postMessage("switch");
  say("edition", { text: words("newEdition"), action: words("loadEdition"), act: load });
}

/**
 * Without a network, or where each byte is paid for, the edition that is here is what there is.
 * @param {string} root
 * @param {ServiceWorkerRegistration} registration
 */
async function renew(root, registration) {
  const { saveData = false } = /** @type {any} */ (navigator).connection ?? {};
  if (saveData) return;
  try {
    await alone(root, () => renewBook(root, registration));
  } catch (error) {
    if (error instanceof Unreachable) return;
    say("edition", { text: words("editionFailed", troubleOf(error)) });
  }
}

void follow();
