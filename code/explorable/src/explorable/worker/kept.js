// @ts-check
/**
 * The book as a device keeps it: one cache for each edition, in which a file lies under its sum. So what two pages or two
 * editions share is fetched once, and nothing is ever answered for but what the list vouches for.
 *
 * @typedef {{bytes: number, sha256: string}} About a file
 * @typedef {{version: string, files: Record<string, About>}} Edition its files by their paths in the site
 */
import { sumOf } from "./cache.js";

/** The header of what is asked of the host and not of the worker, which has the edition before. */
export const FROM_HOST = "X-From-Host";

/** What the name of each cache of the site at `root` begins with; the edition's version follows. */
export const namesOf = (/** @type {string} */ root) => `explorable keep ${new URL(root).pathname} `;

/** Where a file is fetched. */
export function addressOf(/** @type {string} */ root, /** @type {string} */ name) {
  return new URL(name.split("/").map(encodeURIComponent).join("/"), root).href;
}

/** Where a file lies in the cache: the end of its name decides its type. */
export function keyOf(/** @type {string} */ root, /** @type {string} */ name, /** @type {About} */ { sha256 }) {
  return new URL(`keep/${sha256}${/\.\w+$/.exec(name)?.[0] ?? ""}`, root).href;
}

/**
 * The files of an edition by their keys, each content once; and how large they are together.
 * @param {string} root
 * @param {Edition} edition
 */
export function contentsOf(root, { files }) {
  const contents = new Map(Object.entries(files).map(([name, about]) => [keyOf(root, name, about), { name, ...about }]));
  return { contents, bytes: [...contents.values()].reduce((sum, { bytes }) => sum + bytes, 0) };
}

/**
 * A response as it can be kept and given, if its bytes have the sum. It comes unpacked, and whole.
 * @param {Response | undefined} response
 * @param {About} about
 */
export async function checked(response, { sha256 }) {
  const bytes = await response?.arrayBuffer();
  if (!response || !bytes || (await sumOf(bytes)) !== sha256) return undefined;
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Accept-Ranges"]) headers.delete(name);
  headers.set("Content-Length", String(bytes.byteLength));
  return new Response(bytes, { headers });
}

/**
 * Delete what is kept of the site at `root`, but one edition.
 * @param {string} root
 * @param {string} [version] of the one that stays
 */
export async function clear(root, version) {
  const ours = namesOf(root);
  const gone = (/** @type {string} */ name) => name.startsWith(ours) && name !== ours + version;
  for (const name of (await caches.keys()).filter(gone)) await caches.delete(name);
}
