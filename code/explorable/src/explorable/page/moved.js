// @ts-check
/**
 * A page at an address that another page has today, in a folder that is gone: its one link leads there. What a reader
 * has kept in the folder moves along, where nothing newer is kept, and so does the place in the page.
 */
import { entries, read, remove, withStorage, write } from "./storage.js";

const link = /** @type {HTMLAnchorElement} */ (document.querySelector("a"));
const [from, to] = [link.dataset.from ?? "", link.dataset.to ?? ""].map((each) => new URL(each, location.href).pathname);

withStorage(() => {
  for (const entry of entries(from)?.entries ?? []) {
    const place = { ...entry, page: entry.page.replace(from, to) };
    const there = read(place);
    if (!there || there.when < entry.when) write(place, entry.text, entry.when);
    remove(entry.key);
  }
});
location.replace(link.href + location.search + location.hash);
