"""What a reader can keep on a device: the list of a site's files with their sums, and a worker.

The worker, at the site's root, answers for the files of one list, which is written into it: so the
two are never of different builds, and a browser that finds another worker has found another
edition. Sphinx lists what it has built. Whoever changes the pages afterwards lists them anew:
``python -m explorable.bundle.keeping _build/html``.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from explorable import esm
from explorable.bundle import scripts

ROOM = scripts.PACKAGE / "worker"
LIST, WORKER = "keep.json", "keep-worker.js"
FOLDERS = ("_static/", "_images/", "_downloads/", "_live/")
"""What Sphinx and the extension lay beside the pages."""
NOT_READ = (".map", ".po", ".mo", ".txt")
"""What in these folders is for developers."""
_INDEX = re.compile(r"([\w-]+/)?searchindex\.js")


def write(site: Path) -> None:
    """Write the list of a built site's files, and its worker.

    Parameters
    ----------
    site : Path
        The folder of the site, as Sphinx has built it.
    """
    files = {each.relative_to(site).as_posix(): each for each in site.rglob("*") if each.is_file()}
    for name, text in lists(files).items():
        (site / name).write_text(text, "utf-8", newline="\n")


def renew(site: Path) -> None:
    """Write both anew if the site has them: its pages have changed."""
    if (site / LIST).exists():
        write(site)


def lists(files: Mapping[str, bytes | Path]) -> dict[str, str]:
    """Return the text of list and worker by their names.

    Parameters
    ----------
    files : mapping of str to bytes or Path
        All files of the site, by their paths in it, or where they are.
    """
    kept = {name: _about(files[name]) for name in sorted({*needed(files)})}
    version = sha256(json.dumps(kept).encode()).hexdigest()
    text = json.dumps({"version": version, "files": kept}, separators=(",", ":"))
    script = scripts.without_comments(esm.join(("cache", "kept", "keeper"), ROOM))
    return {LIST: text, WORKER: f"{script}\nserve({text});\n"}


def needed(files: Mapping[str, bytes | Path]) -> Iterator[str]:
    """Yield what a reader of the pages needs, of the site and of those in its folders.

    A translation lies in a folder of the book's and has an index of its own, by which it is known.
    Other folders are no part of the book: JupyterLite's, downloads.

    Parameters
    ----------
    files : mapping of str to bytes or Path
        All files of the site, by their paths in it, or where they are.
    """
    for index in filter(_INDEX.fullmatch, files):
        home = index.removesuffix("searchindex.js")
        (found,) = re.findall(rb'"docnames":\s*(\[.*?\])', _content(files[index]))
        pages = {f"{home}{page}.html" for page in json.loads(found)}
        for name in files:
            own = name.removeprefix(home) if name.startswith(home) else ""
            beside = own.startswith(FOLDERS) and not own.endswith(NOT_READ)
            first = "/" not in own and own.endswith(".html")
            if name in pages or name == index or beside or first:
                yield name


def _content(file: bytes | Path) -> bytes:
    return file.read_bytes() if isinstance(file, Path) else file


def _about(file: bytes | Path) -> dict[str, int | str]:
    content = _content(file)
    return {"bytes": len(content), "sha256": sha256(content).hexdigest()}


if __name__ == "__main__":
    write(Path(sys.argv[1]))
