// @ts-check
/** The styles of a lecture, which no page carries that gives none. */
import { element } from "../front/dom.js";

/**
 * Fetch a style that lies beside the scripts.
 * @param {string} name
 * @param {"screen" | "print"} media
 * @returns {Promise<HTMLLinkElement>} which goes with what it is for
 */
export function bringStyle(name, media) {
  const link = element("link", { rel: "stylesheet", media, href: new URL(name, import.meta.url).href });
  return new Promise((resolve, reject) => {
    link.onload = () => resolve(link);
    link.onerror = reject;
    document.head.append(link);
  });
}
