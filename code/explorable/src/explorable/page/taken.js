// @ts-check
/**
 * What a reader takes of a figure: the picture as it stands, in the light, the figure as one file, or the line that
 * shows it in a frame elsewhere. File and frame are the figure's own page (`explorable.sphinx.embedded`).
 *
 * @import { Spec } from "../front/mount.js"
 * @import { Page } from "./explorers.js"
 */
import { all, button, drawnElement, element, part, setAttributes } from "../front/dom.js";
import { messageOf, request, unzip } from "../front/request.js";
import { words } from "../front/words.js";

/** Pixels of a picture: beside a text, and as wide as a large screen. */
const WIDTHS = [1200, 2400];
const [INK, PAPER] = ["#000", "#fff"];

/** A file asks nobody for anything, as `explorable.saving` has it. */
const ALONE = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** Around the figure: the link back, and space. */
const AROUND = 64;

/**
 * Put into a figure's menu, once, what can be taken of it.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 * @param {Page} [page] if the figure is as the book has it
 */
export function offerTaken(figure, spec, page) {
  const tools = part(figure, ":scope > fieldset .explorable-tools");
  if (tools.querySelector(".explorable-taken")) return;
  const panel = element("div", { class: "explorable-taken" });
  tools.append(panel);
  /** @type {(does: string, name: string, open: () => (Node | string)[] | Promise<(Node | string)[]>) => void} */
  const add = (does, name, open) => {
    const pressed = button(name, async () => {
      const isOpen = panel.dataset.of === does;
      panel.dataset.of = isOpen ? "" : does;
      for (const each of all("[aria-expanded][data-take]", tools)) each.ariaExpanded = String(each === pressed && !isOpen);
      panel.replaceChildren(...(isOpen ? [] : await open()));
      panel.querySelector("textarea")?.select();
    });
    part(tools, "div").append(setAttributes(pressed, { "data-do": does, "data-take": "", "aria-expanded": "false" }));
  };
  /** @type {(name: string, make: () => Promise<Blob>) => Promise<string>} */
  const save = (name, make) => make().then((file) => (download(name, file), ""), (error) => words("notTaken", { reason: messageOf(error) }));
  const drawn = () => /** @type {SVGSVGElement[]} */ (/** @type {unknown} */ (all(".explorable-picture svg:not(.explorable-guessed)", figure)));
  add("picture", words("savePicture"), () => {
    const line = element("span", { role: "status" });
    const each = (/** @type {string} */ end, /** @type {(svg: SVGSVGElement) => Promise<Blob>} */ make) => async () => {
      for (const [index, svg] of drawn().entries())
        line.textContent = await save(`${spec.name}${index ? `-${index + 1}` : ""}${end}`, () => make(svg));
    };
    const svg = button("SVG", each(".svg", async (picture) => new Blob([lit(figure, picture)], { type: "image/svg+xml" })));
    const png = WIDTHS.map((width) => button(words("pixels", { width }), each(`-${width}.png`, (picture) => pixels(figure, picture, width))));
    return [element("p", {}, words("pictureSizes")), svg, ...png, line];
  });
  const [file, isNamed] = page?.taken?.[spec.prefix] ?? [];
  if (!page || !file) return;
  const address = new URL(`../_embed/${file}`, page.home).href;
  add("file", words("saveFigure"), async () => {
    const trouble = await save(`${spec.name}.html`, () => alone(address, page.baked?.[spec.prefix], page.home));
    return [element("p", { role: "status" }, trouble || words("figureFile"))];
  });
  add("embed", words("embed"), () => {
    if (!isNamed) return [element("p", { role: "status" }, words("embedUnnamed"))];
    const { offsetWidth: width, offsetHeight } = figure;
    const height = offsetHeight - panel.offsetHeight + AROUND;
    const published = page.address ? new URL(`_embed/${file}`, `${page.address.replace(/\/$/, "")}/`).href : address;
    const frame = element("iframe", { src: published, title: spec.title, width, height, loading: "lazy", allowfullscreen: "" });
    frame.style.cssText = "max-width: 100%; border: 0";
    const line = element("textarea", { readonly: "", rows: 5, "aria-label": words("embedLine"), style: "width: 100%" });
    line.value = frame.outerHTML;
    return [element("p", {}, words("embedHow")), line, page.address ? "" : element("p", {}, words("embedLocal"))];
  });
}

/** Let the browser save a file. */
function download(/** @type {string} */ name, /** @type {Blob} */ file) {
  const href = URL.createObjectURL(file);
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/**
 * A picture as it stands, for paper: ink in the place of the page's color, its words as its title; what a guess
 * still hides is not there.
 * @param {HTMLElement} figure
 * @param {SVGSVGElement} svg
 * @param {number} [pixels] how wide, if not as on the page
 */
function lit(figure, svg, pixels) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const { x, y, width, height } = svg.viewBox.baseVal;
  const scale = (pixels ?? width) / width;
  if (figure.dataset.guess === "open") for (const answer of copy.querySelectorAll('[id$="-answer"]')) answer.remove();
  const title = drawnElement("title", {});
  title.textContent = svg.getAttribute("aria-label");
  copy.prepend(title, drawnElement("rect", { x, y, width, height, fill: PAPER }));
  setAttributes(copy, { width: scale * width, height: scale * height, color: INK });
  return new XMLSerializer().serializeToString(copy).replace(/currentcolor/gi, INK);
}

/** @type {(figure: HTMLElement, svg: SVGSVGElement, width: number) => Promise<Blob>} */
async function pixels(figure, svg, width) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(lit(figure, svg, width))}`;
  await image.decode();
  const { width: across, height } = svg.viewBox.baseVal;
  const canvas = element("canvas", { width, height: Math.round((width * height) / across) });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("canvas")))));
}

/**
 * The page of a figure as a file that needs nothing beside it: style, script and frames are inside.
 * @param {string} address
 * @param {string | undefined} frames
 * @param {string} home
 */
async function alone(address, frames, home) {
  const textAt = async (/** @type {string} */ name, base = address) => (await request(new URL(name, base).href)).text();
  const file = new DOMParser().parseFromString(await textAt(address), "text/html");
  const links = /** @type {HTMLLinkElement[]} */ (all("link", file));
  const styles = await Promise.all(links.map((link) => textAt(link.getAttribute("href") ?? "")));
  const script = await textAt("saved.js", import.meta.url);
  const packed = frames ? await (await request(new URL(frames, home).href)).arrayBuffer() : undefined;
  const data = packed ? new TextDecoder().decode(await unzip(packed)) : "[]";
  for (const each of all("link, script[src], meta[http-equiv], .explorable-kept", file)) each.remove();
  part(file, "main").replaceChildren(part(file, "figure"));
  const back = /** @type {HTMLAnchorElement} */ (part(file, ".explorable-from a"));
  back.href = new URL(back.getAttribute("href") ?? "", address).href;
  part(file, "title").before(element("meta", { "http-equiv": "Content-Security-Policy", content: ALONE }), element("style", {}, styles.join("\n")));
  file.body.append(
    element("script", { type: "application/json", id: "explorable-frames" }, data.replaceAll("<", "\\u003c")),
    element("script", { type: "module" }, script),
  );
  return new Blob([`<!doctype html>\n${file.documentElement.outerHTML}`], { type: "text/html" });
}
