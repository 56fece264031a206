// @ts-check
/**
 * A room that counts, without names, what its readers choose: a page whose address ends in `?room` sends which question
 * and which choice to the server at `room/`, beside the site's pages (`deploy/room`), and to nobody else.
 */
import { element } from "../front/dom.js";
import { words } from "../front/words.js";
import { say } from "./messages.js";
import { countedOf } from "./room_choices.js";

/** Where the room's server answers. */
const roomOf = (/** @type {string} */ home) => new URL("../room/", home).href;

/**
 * Say that answers are counted, and count them. A site without a room says so, and sends nothing.
 * @param {string} home the folder of what living pages fetch
 */
export async function joinRoom(home) {
  const line = element("p", { class: "explorable-in-room", role: "status" });
  const article = document.querySelector("article, main, [role=main]") ?? document.body;
  const title = article.querySelector("section > h1, h1");
  if (title) title.after(line);
  else article.prepend(line);
  const isOpen = await countsAt(roomOf(home)).then(() => true, () => false);
  line.textContent = words(isOpen ? "roomCounts" : "roomClosed");
  if (!isOpen) return;
  const sent = new Set();
  const hear = (/** @type {Event} */ event) => {
    const asking = /** @type {HTMLElement} */ (event.target);
    const { answer } = /** @type {CustomEvent} */ (event).detail;
    const counted = countedOf(asking);
    const choice = answer === null || answer === undefined ? undefined : counted?.choiceOf(answer);
    if (!counted || choice === undefined || sent.has(counted.id)) return;
    sent.add(counted.id); // the first answer alone
    void send(roomOf(home), { question: counted.id, choice }, asking);
  };
  for (const event of ["explorable-answered", "explorable-guessed"]) addEventListener(event, hear);
}

/**
 * What the room has counted of a question.
 * @param {string} address
 * @returns {Promise<Record<string, number>>}
 */
async function countsAt(address) {
  const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** @type {(home: string, id: string) => Promise<Record<string, number>>} */
export const countsOf = (home, id) => countsAt(`${roomOf(home)}${id}`);

/**
 * @param {string} address
 * @param {{question: string, choice: string}} answer
 * @param {HTMLElement} asking where a failure is said
 */
async function send(address, answer, asking) {
  const options = { method: "POST", body: JSON.stringify(answer), headers: { "Content-Type": "application/json" } };
  const came = await fetch(address, options).then(({ ok }) => ok, () => false);
  const again = () => void send(address, answer, asking);
  say("page", came ? undefined : { text: words("roomLost"), action: words("retry"), act: again }, asking);
}
