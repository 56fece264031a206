"""Build the book's translations beside it: ``python -m tools.translation.site _build/html``.

Each is the book itself, built by Sphinx with another ``language``: ``chapters/_ext/language.py``
says what that changes. All pages are read; those that have a catalog are written.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from explorable.bundle import keeping

from tools.translation import catalogs


def build(book: Path, html: Path, language: str) -> None:
    """Build the pages that have been translated into a language, in a folder of the book's pages.

    Parameters
    ----------
    book : Path
        The folder of the sources.
    html : Path
        The book's pages, already built.
    language : str
    """
    home = html.parent / language
    shutil.rmtree(home / "html", ignore_errors=True)
    options = ["-W", "-n", "--keep-going", "-D", f"language={language}", "-d", home / "doctrees"]
    pages = [path for name in catalogs.pages(book, language) for path in book.glob(f"{name}.*")]
    command = [sys.executable, "-m", "sphinx", *options, book, home / "html", *pages]
    subprocess.run([*map(str, command)], check=True)
    shutil.rmtree(html / language, ignore_errors=True)
    shutil.move(home / "html", html / language)
    _share(html / "_live", html / language / "_live")


def _share(original: Path, own: Path) -> None:
    """Let the pages' Python come from the original, which has the same files."""
    if not (own / "manifest.json").exists():
        return  # Pyodide could not be had: figures stay still
    manifest = json.loads((own / "manifest.json").read_text("utf-8"))
    entries = [*manifest["archives"]]
    for part in ("core", "data", "loaders"):
        entries += manifest[part].values()
    for entry in entries:
        if (original / entry["file"]).exists():
            (own / entry["file"]).unlink()
            entry["file"] = f"../../{original.name}/{entry['file']}"
    (own / "manifest.json").write_text(json.dumps(manifest, indent=1), "utf-8")


def main() -> None:
    """Build all translations."""
    book, html = Path(), Path(sys.argv[1])
    for folder in sorted((book / "locale").glob("*")):
        build(book, html, folder.name)
    keeping.renew(html)


if __name__ == "__main__":
    main()
