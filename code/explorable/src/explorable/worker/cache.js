// @ts-check
/**
 * What a visit keeps for the next one: a cache for each home and release, so that nothing of
 * another release, or of another project on the same host, is ever taken for its own.
 */

/**
 * Open the cache of this release, if the browser lets us have one; those of older ones go.
 * @param {string} home where the release lies
 * @param {string} release its digest
 * @param {boolean} afresh whether to throw away what this release has kept, too
 */
export async function openStorage(home, release, afresh) {
  const ours = `explorable ${new URL(home).pathname} `;
  const current = ours + release;
  const stale = (/** @type {string} */ name) =>
    name.startsWith(ours) && (afresh || name !== current);
  try {
    for (const name of (await caches.keys()).filter(stale)) await caches.delete(name);
    return await caches.open(current);
  } catch {
    return undefined; // as over plain http and in some private windows: everything is fetched
  }
}

/**
 * What is kept for `url`, if it has the digest that somebody else vouches for: code that ran in a
 * worker may have written anything here.
 * @param {Cache | undefined} storage
 * @param {string} url
 * @param {string} digest
 */
export async function take(storage, url, digest) {
  const read = async () => (await storage?.match(url))?.arrayBuffer();
  const bytes = digest ? await read().catch(() => undefined) : undefined; // a storage that breaks has nothing
  return bytes && (await digestOf(bytes)) === digest ? bytes : undefined;
}

/**
 * Keep bytes; a full storage keeps nothing.
 * @param {Cache | undefined} storage
 * @param {string} url
 * @param {BufferSource} bytes
 */
export async function keep(storage, url, bytes) {
  await storage?.put(url, new Response(bytes)).catch(() => undefined);
}

/**
 * The SHA-256 digest in hexadecimal digits; none over plain http, where browsers make none.
 * @param {BufferSource} bytes
 */
export async function digestOf(bytes) {
  if (!crypto.subtle) return "";
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
