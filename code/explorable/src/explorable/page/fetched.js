// @ts-check
/** Pages of the book, each fetched once: what they hold is asked or quoted on others. */

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

/** The page at an address; one that did not come is asked for anew. */
export function pageAt(/** @type {string} */ address) {
  const fetched = pages.get(address) ?? parse(address);
  pages.set(address, fetched);
  fetched.catch(() => pages.delete(address));
  return fetched;
}

async function parse(/** @type {string} */ address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
