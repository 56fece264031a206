/**
 * A formula as MathML, by Temml, which has been loaded: while the book is built, and on a page for
 * what its cells show. A plain script, so that node and browsers load it the same way.
 */
(() => {
  const ROWS = new Set(["math", "mrow", "mstyle", "mtd", "mpadded"]);
  const COMPOSED = new Set(["msub", "msup", "msubsup", "mfrac", "msqrt", "mover", "mrow"]);
  const SCRIPTS = new Set(["msub", "msup", "msubsup", "munder"]);

  /** Letters that reach below the line: the index of one stands as low as any other's, as in TeX, if its depth is none. */
  const HANGING = /^[fgjpqyβγζημξρςφϕχψ]$/;

  const isHanging = ({ type, children }) => type === "mi" && HANGING.test(children[0].text?.normalize("NFKC"));

  /** Whether a node is the name of a function, such as log, perhaps with an index. */
  const isNamed = ({ type, children }) => {
    if (type === "mi") return children[0].text?.length > 1;
    return (type === "mrow" || SCRIPTS.has(type)) && isNamed(children[0]);
  };

  /**
   * Set a prime beside its letter: its sign is small and high already, and would be so twice. Put the thin space of TeX
   * before a function's name: Temml forgets it after 2/3 or x_i.
   */
  const mend = (node) => {
    if (!node.children) return;
    node.children.forEach(mend);
    if (node.type === "msup" && node.children[1].classes?.includes("tml-prime")) node.type = "mrow";
    if (["msub", "msubsup"].includes(node.type) && isHanging(node.children[0])) {
      const [letter] = node.children;
      node.children[0] = new node.constructor("mpadded", [letter]);
      node.children[0].setAttribute("depth", "0");
    }
    if (!ROWS.has(node.type)) return;
    node.children = node.children.flatMap((child, index, all) => {
      const before = all[index - 1];
      if (!before || !COMPOSED.has(before.type) || isNamed(before) || !isNamed(child)) return [child];
      const space = new node.constructor("mspace");
      space.setAttribute("width", "0.1667em");
      return [space, child];
    });
  };

  globalThis.mathml = (formula, displayMode, macros = {}) => {
    const options = { displayMode, macros, strict: true, throwOnError: true };
    const tree = temml.__renderToMathMLTree(formula, options);
    mend(tree);
    return tree.toMarkup();
  };
})();
