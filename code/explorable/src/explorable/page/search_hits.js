// @ts-check
// Hits while words are typed into a field of the search: what finds and shows them comes when a field gets the focus.
for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=q]"))) {
  const offer = async () => (await import("./search_typed.js")).offerHits(field);
  field.addEventListener("focus", offer, { once: true });
  if (field === document.activeElement) offer();
}
