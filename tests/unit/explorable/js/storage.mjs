/** A browser's storage and page, as far as the scripts ask them. */
export class FakeStorage {
  getItem(key) {
    return this[key] ?? null;
  }
  setItem(key, text) {
    this[key] = text;
  }
  removeItem(key) {
    delete this[key];
  }
}

/** Give the scripts a page of a book and an empty storage; return what they tell the page. */
export function visit(pathname = "/book/chapters/03-waves.html") {
  const told = [];
  globalThis.location = { pathname, href: `http://book.test${pathname}` };
  globalThis.document = { documentElement: { dataset: { content_root: "../" } }, getElementById: () => null };
  globalThis.dispatchEvent = ({ detail }) => detail && told.push(detail);
  Object.defineProperty(globalThis, "localStorage", { value: new FakeStorage(), configurable: true });
  return told;
}
