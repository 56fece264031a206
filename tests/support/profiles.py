"""A browser's profile as the release 497491e left it: what its readers must not lose.

That release kept a whole book in a cache, each file under its digest, and answered by a worker with
the list of them.
"""

import json
from hashlib import sha256
from pathlib import Path

from explorable.bundle import precache
from playwright.sync_api import Page

FOLDER = Path(__file__).with_name("profile_497491e")
ADDRESSES = FOLDER / "addresses.txt"
"""Each page that was there, with its anchors that a page linked to."""
STORAGE = FOLDER / "storage.json"
"""The browser's storage, after a reader has answered a question of each kind, guessed, and edited
a cell."""
FILE = FOLDER / "work.json"
"""The file that the same work was saved as."""
VERSION = "c017fc67c164"

KEEP = """async ([root, version, files]) => {
  const cache = await caches.open(`explorable keep ${new URL(root).pathname} ${version}`);
  for (const [name, { sha256 }] of Object.entries(files)) {
    const key = `${root}keep/${sha256}${/\\.\\w+$/.exec(name)?.[0] ?? ""}`;
    await cache.put(key, await fetch(root + name));
  }
  await navigator.serviceWorker.register(`${root}keep-worker.js`, { updateViaCache: "none" });
  await navigator.serviceWorker.ready;
}"""
REMEMBER = """async (storage) => {
  Object.assign(localStorage, storage);
  localStorage[`explorable snapshot ${new URL("/_live/", location.href)}`] = "0".repeat(64);
  const cache = await caches.open("explorable /_live/ 0123456789abcdef");
  await cache.put("/_live/snapshot", new Response("of another release"));
}"""
UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const { installing } = await registration.update();
  const isSettled = () => ["installed", "redundant", undefined].includes(installing?.state);
  while (!isSettled()) await new Promise(requestAnimationFrame);
}"""
"""Ask the host for a newer worker, and wait until it is installed or has failed."""
LOAD = """async () => {
  const { waiting } = await navigator.serviceWorker.getRegistration();
  const { port1, port2 } = new MessageChannel();
  const edition = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  waiting.postMessage("edition", [port2]);
  const { version } = await edition;
  waiting.postMessage("switch");
  return version;
}"""


def keep_as_497491e(page: Page, site: Path, address: str, worker: Path) -> None:
    """Let a browser keep a site as that release did; `worker` on the host is its own then."""
    here = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    files = {
        name: {
            "bytes": here[name].stat().st_size,
            "sha256": sha256(here[name].read_bytes()).hexdigest(),
        }
        for name in precache.needed(here)
    }
    edition = json.dumps({"version": VERSION, "files": files})
    script = (FOLDER / "keep-worker.js").read_text("utf-8")
    worker.unlink()  # it may be a link
    worker.write_text(f"{script}serve({edition});\n", "utf-8")
    page.goto(f"{address}/search.html")
    page.evaluate(KEEP, [f"{address}/", VERSION, files])


def load_edition(page: Page) -> None:
    """Press "Load it" as a page of that release has it: first it asks what the next one is.

    Then the page is loaded anew.
    """
    with page.expect_event("load"):
        assert page.evaluate(LOAD) == VERSION


def remember_as_497491e(page: Page) -> None:
    """Give a browser's storage what a reader did, and its caches a snapshot of Python."""
    page.evaluate(REMEMBER, json.loads(STORAGE.read_text("utf-8")))
