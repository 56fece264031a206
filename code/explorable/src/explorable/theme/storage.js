// @ts-check
// A browser may refuse its storage, which a theme's scripts for colors and search take for granted: for one visit they get
// this one. Scripts of living pages know it by its mark, and say that nothing is saved. Where it is full, what those scripts
// would keep is left out: they go on.
try {
  localStorage;
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (/** @type {string} */ key, /** @type {string} */ text) {
    try {
      setItem.call(this, key, text);
    } catch (error) {
      if (!/^(mode|theme|pst_\w+|sphinx_highlight_terms)$/.test(key)) throw error;
    }
  };
} catch {
  const entries = new Map();
  Object.defineProperty(self, "localStorage", { value: {
    refused: true,
    getItem: (/** @type {string} */ key) => entries.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => void entries.set(key, text),
    removeItem: (/** @type {string} */ key) => void entries.delete(key),
  } });
}
