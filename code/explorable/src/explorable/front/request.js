// @ts-check
/** What is asked of a host. What does not come is said in the page's words, not in the browser's. */
import { words } from "./words.js";

/** The network has not brought something: what is kept is not to blame. */
export class Unreachable extends Error {}

const fileOf = (/** @type {string} */ url) => String(url.split("/").pop());

/**
 * Wait for what the network brings of a file.
 * @template T
 * @param {string} url
 * @param {Promise<T>} coming
 * @returns {Promise<T>}
 */
export async function brought(url, coming) {
  try {
    return await coming;
  } catch {
    throw new Unreachable(words("unreachable", { file: fileOf(url) }));
  }
}

/**
 * Ask for a file.
 * @param {string} url
 * @param {RequestCache} [cache]
 */
export async function request(url, cache) {
  const response = await brought(url, fetch(url, { cache }));
  if (!response.ok) throw new Error(words("missing", { file: fileOf(url), status: response.status }));
  return response;
}

/**
 * What is in a packed file, which is unpacked already where a host calls it an encoding of something else.
 * @param {ArrayBuffer} bytes
 */
export async function unzip(bytes) {
  const [first, second] = new Uint8Array(bytes);
  if (first !== 0x1f || second !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/**
 * What is wrong, as a reader is told: not all that is thrown has words, Python's file system throws numbers.
 * @param {any} error
 * @returns {string}
 */
export function messageOf(error) {
  return error?.message || (Object(error) === error && !(error instanceof Error) ? JSON.stringify(error) : String(error));
}
