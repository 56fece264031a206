"""The worker that answers for a site without its host, with the list of its files in it.

The list has the digest of each file, and the digest of it all is the release: a browser that finds
another worker has found another release. Sphinx lists what it has built. Whoever changes the pages
afterwards lists them anew: ``python -m explorable.bundle.precache _build/html``.
"""

import json
import re
import sys
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from explorable import esm
from explorable.bundle import scripts

WORKER = "keep-worker.js"
"""Its address, which stays: a browser that has it asks for it there for ever."""
SIZE = "keep-worker.json"
"""What tells a page how many bytes the worker fetches."""
FOLDERS = ("_static/", "_images/", "_downloads/", "_live/", "_embed/")
"""What Sphinx and the extension lay beside the pages; other folders are other programs'."""
NOT_READ = (".map", ".po", ".mo", ".txt")
"""What in these folders is for developers."""
_PAGES = re.compile(rb'"docnames":\s*(\[.*?\])')
"""As the index of the search has them."""
_COMPRESSED = (".gz", ".br", ".zst")
"""How a host names what it has compressed, beside the file itself."""


def write(site: Path) -> None:
    """Write the worker of a built site, and its size.

    Parameters
    ----------
    site : Path
        The folder of the site, as Sphinx has built it.
    """
    files = {each.relative_to(site).as_posix(): each for each in site.rglob("*") if each.is_file()}
    for name, content in outputs(files).items():
        (site / name).write_bytes(content)


def renew(site: Path) -> None:
    """Write it anew if the site has one: its pages have changed."""
    if (site / WORKER).exists():
        write(site)


def outputs(files: Mapping[str, bytes | Path]) -> dict[str, bytes]:
    """Return the worker and its size, by their paths in the site.

    Parameters
    ----------
    files : mapping of str to bytes or Path
        All files of the site, by their paths in it, or where they are.
    """
    contents = {name: _content(files[name]) for name in needed(files)}
    digests = {name: b64encode(sha256(each).digest()) for name, each in contents.items()}
    listed = {name: f"sha256-{digest.decode()}" for name, digest in digests.items()}
    release = sha256(json.dumps(listed).encode()).hexdigest()[:12]
    text = json.dumps({"release": release, "files": listed}, separators=(",", ":"))
    script = scripts.without_comments(esm.join(scripts.PACKAGE / "worker" / "precache.js"))
    size = json.dumps({"bytes": sum(map(len, contents.values()))})
    return {WORKER: f"{script}\nserve({text});\n".encode(), SIZE: size.encode()}


def needed(files: Mapping[str, bytes | Path]) -> list[str]:
    """Return what a reader of the pages needs, of a site and of the folders beside them.

    Parameters
    ----------
    files : mapping of str to bytes or Path
        All files of the site, by their paths in it, or where they are.
    """
    (names,) = _PAGES.findall(_content(files["searchindex.js"]))
    pages = {f"{page}{end}" for page in json.loads(names) for end in (".html", "/index.html")}
    first = {name for name in files if "/" not in name and name.endswith(".html")}
    assets = {name for name in files if name.startswith(FOLDERS) and not name.endswith(NOT_READ)}
    copies = {f"{name}{end}" for name in files for end in _COMPRESSED}
    return sorted((pages & {*files}) | {"searchindex.js"} | first | (assets - copies))


def _content(file: bytes | Path) -> bytes:
    return file.read_bytes() if isinstance(file, Path) else file


if __name__ == "__main__":
    write(Path(sys.argv[1]))
