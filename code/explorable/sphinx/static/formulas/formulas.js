// @ts-check
// A formula wider than its box scrolls there: give such a box a tab stop, so that the keyboard reaches it.
const stopAtWideFormulas = () => {
  for (const box of document.querySelectorAll(".formula")) {
    if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
};

for (const event of ["load", "resize"]) addEventListener(event, stopAtWideFormulas);
