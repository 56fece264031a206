// @ts-check
/** Pages of the book, each fetched once: what they hold is asked or quoted on others. */
import { request } from "../front/request.js";

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

const parse = async (/** @type {Response} */ response) =>
  new DOMParser().parseFromString(await response.text(), "text/html");

/** The page at an address; one that did not come is asked for anew. */
export function pageAt(/** @type {string} */ address) {
  const fetched = pages.get(address) ?? request(address).then(parse);
  pages.set(address, fetched);
  fetched.catch(() => pages.delete(address));
  return fetched;
}
