"""Bring catalogs up to date with the book: ``python -m tools.translation.update [de NAME ...]``.

All templates are written to ``_build/gettext``. Named sources get a catalog in that language; what
a catalog translates stays, and what has changed in English is marked fuzzy.
"""

import sys
from pathlib import Path

from tools.translation import catalogs


def update(book: Path, language: str, name: str) -> None:
    """Bring one catalog up to date, or begin it."""
    path = catalogs.place(book, language) / f"{name}.po"
    template = catalogs.template(book, name)
    if path.exists():
        catalog = catalogs.read(book, language, name)
        template.creation_date = catalog.creation_date  # else every update changes every catalog
        catalog.update(template)
    else:
        catalog = template
    catalogs.write(catalog, path)


def main() -> None:
    """Write the templates, and update the catalogs that there are, and those named."""
    book = Path()
    known = catalogs.sources(book)
    for name in known:
        catalogs.write(catalogs.template(book, name), book / "_build" / "gettext" / f"{name}.pot")
    language, *begun = sys.argv[1:] or [""]
    if unknown := set(begun) - known.keys():
        sys.exit(f"there is no {', '.join(sorted(unknown))}; names are those in _build/gettext")
    for name in begun:
        update(book, language, name)
    for folder in sorted((book / "locale").glob("*")):
        for name in catalogs.names(book, folder.name):
            update(book, folder.name, name)


if __name__ == "__main__":
    main()
