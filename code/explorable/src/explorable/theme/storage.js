// @ts-check
// A browser may refuse its storage, which a theme's scripts for colors and search take for granted: for one visit they get
// this one. Scripts of living pages know it by its mark, and say that nothing is saved.
try {
  localStorage;
} catch {
  const kept = new Map();
  Object.defineProperty(self, "localStorage", { value: {
    refused: true,
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => void kept.set(key, text),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  } });
}
