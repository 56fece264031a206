// @ts-check
// A browser may refuse its storage, which a theme's scripts for colors and search take for granted: for one visit they get
// this one. Scripts of living pages know it by its mark, and say that nothing is saved.
try {
  localStorage;
} catch {
  const entries = new Map();
  Object.defineProperty(self, "localStorage", { value: {
    refused: true,
    getItem: (/** @type {string} */ key) => entries.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => void entries.set(key, text),
    removeItem: (/** @type {string} */ key) => void entries.delete(key),
  } });
}
