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
VERSION = "c017fc67c164"

KEEP = """async ([version, files]) => {
  const root = new URL("/", location.href).href;
  const cache = await caches.open(`explorable keep / ${version}`);
  for (const [name, { sha256 }] of Object.entries(files)) {
    const key = `${root}keep/${sha256}${/\\.\\w+$/.exec(name)?.[0] ?? ""}`;
    await cache.put(key, await fetch(root + name));
  }
  await navigator.serviceWorker.register("/keep-worker.js", { updateViaCache: "none" });
  await navigator.serviceWorker.ready;
}"""
UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const { installing } = await registration.update();
  const isSettled = () => ["installed", "redundant", undefined].includes(installing?.state);
  while (!isSettled()) await new Promise(requestAnimationFrame);
}"""
"""Ask the host for a newer worker, and wait until it is installed or has failed."""
LOAD = """async () => {
  const { serviceWorker } = navigator;
  const { waiting } = await serviceWorker.getRegistration();
  const { port1, port2 } = new MessageChannel();
  const edition = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  waiting.postMessage("edition", [port2]);
  const { version } = await edition;
  const switched = new Promise((act) => serviceWorker.addEventListener("controllerchange", act));
  waiting.postMessage("switch");
  await switched;
  return version;
}"""


def keep_as_497491e(page: Page, site: Path, address: str) -> None:
    """Let a browser keep a site as that release did; the worker on the host is its own then."""
    paths = {name: site / name for name in precache.needed(
        {p.relative_to(site).as_posix(): p for p in site.rglob("*") if p.is_file()}
    )}  # fmt: skip
    files = {
        name: {"bytes": path.stat().st_size, "sha256": sha256(path.read_bytes()).hexdigest()}
        for name, path in paths.items()
    }
    edition = json.dumps({"version": VERSION, "files": files})
    script = (FOLDER / "keep-worker.js").read_text("utf-8")
    (site / precache.WORKER).write_text(f"{script}serve({edition});\n", "utf-8")
    page.goto(f"{address}/index.html")
    page.evaluate(KEEP, [VERSION, files])


def load_edition(page: Page) -> None:
    """Press "Load it" as a page of that release has it: first it asks what the next one is."""
    assert page.evaluate(LOAD) == VERSION
