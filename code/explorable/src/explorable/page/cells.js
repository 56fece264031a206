// @ts-check
/**
 * The code cells of a page: they share one namespace, can be edited, and Run first runs those
 * above that a cell needs. The stored output stays until the new one is there.
 *
 * @import { Session } from "./session.js"
 */
import { all } from "../front/dom.js";
import { Cell } from "./cell.js";
import { addCodeSwitch } from "./code_switch.js";
import { edits, followOtherTabs, move } from "./records.js";
import { once } from "../front/once.js";
import { Order } from "./order.js";
import { remove } from "./storage.js";

/** A cell that opens as an editor does so before it is seen: nothing jumps. */
const NEAR = { rootMargin: "400px" };

/**
 * @param {Session} session
 * @param {string} home where the vendored files lie
 * @param {string} editor the editor's file, which may not be there
 * @returns {Order}
 */
export function hydrateCells(session, home, editor) {
  const loadEditor = once(() => import(new URL(editor, home).href).catch(() => null));
  const page = { home, order: /** @returns {Order} */ () => order };
  const elements = all("div.cell:has(.explorable-toolbar)");
  const cells = elements.map((element, index) => new Cell(element, index + 1, session, page));
  const order = new Order(cells, session);
  for (const cell of cells) cell.equip(order, loadEditor);
  (cells.find(({ element }) => !element.querySelector(":scope > details")) ?? cells[0])?.offerRunAll(order);
  const { current, outdated } = edits(cells);
  for (const edit of current) {
    move(edit, edit.slot);
    edit.slot.write(edit.text);
  }
  for (const { key, number, text } of outdated) cells[number - 1]?.offer(text, () => remove(key));
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) void cells.find(({ element }) => element === target)?.edit();
  }, NEAR);
  const open = (/** @type {Cell} */ cell) => cell.opensAtOnce && observer.observe(cell.element);
  cells.forEach(open);
  followOtherTabs(cells, (cell, text) => {
    if (cell.source === text) return;
    cell.write(text);
    open(cell); // what runs is seen
  });
  addCodeSwitch();
  return order;
}
