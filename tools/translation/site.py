"""Build the book's translations beside it: ``python -m tools.translation.site _build/html``.

Sources are copied with their messages replaced, the copied notebooks are run with the copied
package, and a book is made of the pages that have a catalog. What was run is kept in ``.cache``.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from runpy import run_path

import yaml
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from explorable.words import english
from myst_parser.mdit_to_docutils.base import default_slugify

from tools.translation import catalogs

BUILD = "from jupyter_book.cli.main import main; main()"
PAGES = "chapters/"
OF_THE_SITE = {"citing", "formula_names", "launch", "offline", "site_files"}
"""Parts of the book's extension that speak of pages and files which the original alone has."""


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
    folder = html.parent / language
    shutil.rmtree(folder, ignore_errors=True)
    write_sources(book, folder, html.resolve(), language)
    path = os.pathsep.join([str(folder.resolve() / "code"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    for name in pages(book, language):
        if (notebook := folder / f"{name}.ipynb").exists():
            _run(notebook, folder / "code", book / ".cache" / language, environment)
            _name_folds(notebook, _words(book, language))
    command = [sys.executable, "-c", BUILD, "build", str(folder), "-W", "-n", "--keep-going"]
    subprocess.run(command, check=True, env=environment)
    shutil.rmtree(html / language, ignore_errors=True)
    shutil.move(folder / "_build" / "html", html / language)
    _share(html / "_live", html / language / "_live")


def pages(book: Path, language: str) -> list[str]:
    """Return the names of the pages that have a catalog."""
    return [name for name in catalogs.names(book, language) if name.startswith(PAGES)]


def write_sources(book: Path, folder: Path, original: Path, language: str) -> None:
    """Write the sources of a translation into a folder.

    Parameters
    ----------
    book, folder : Path
    original : Path
        The book's own pages, to which links lead that have no page in the translation.
    language : str
    """
    shutil.copytree(book / "chapters", folder / "chapters")
    shutil.copy(book / "CITATION.cff", folder)
    shutil.copytree(book / catalogs.CODE / "descent", folder / "code" / "descent")
    for name, files in catalogs.sources(book).items():
        if (catalogs.place(book, language) / f"{name}.po").exists():
            translate = translator(catalogs.read(book, language, name))
            for path in files:
                if path.parent.name == "_ext":
                    continue  # says what it says by the catalog
                target = folder / str(path.relative_to(book)).replace(str(catalogs.CODE), "code")
                target.write_text(catalogs.translated(path, translate), "utf-8")
    slugs = {k: v for name in pages(book, language) for k, v in _slugs(book, folder, name)}
    (folder / "slugs.json").write_text(json.dumps(slugs), "utf-8")
    for name in catalogs.COURSE, catalogs.SPHINX:
        _write_catalog(catalogs.read(book, language, name), catalogs.place(folder, language), name)
    words, cache = _words(book, language), book / ".cache"
    _configure(folder, original, language, words, cache, set(pages(book, language)))


def _words(book: Path, language: str) -> dict[str, str]:
    """Return what the scripts say, by its names."""
    spoken = catalogs.read(book, language, catalogs.INTERFACE)
    return {str(each.context): str(each.string) for each in spoken if each.id}


def _slugs(book: Path, folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield the anchor of each heading of a page, and that of the heading in the original."""
    for path in catalogs.sources(book)[name]:
        both = (catalogs.headings(each / path.relative_to(book)) for each in (folder, book))
        for own, original in zip(*both, strict=True):
            yield default_slugify(own), default_slugify(original)


def translator(catalog: Catalog) -> Callable[[str], str]:
    """Return what translates a message; what has no translation, or a doubtful one, stays."""
    said = {each.id: each.string for each in catalog if each.string and not each.fuzzy}
    return lambda text: str(said.get(text, text))


def _write_catalog(catalog: Catalog, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.mo").open("wb") as file:
        write_mo(file, catalog)


def _configure(
    folder: Path, original: Path, language: str, words: dict, cache: Path, names: set[str]
) -> None:
    """Write the settings of the translation: the book's, in the language, with fewer pages."""
    config = yaml.safe_load((folder / "_config.yml").read_text("utf-8"))
    settings = config["sphinx"]["config"]
    settings.pop("html_extra_path", None)
    parts = run_path(str(folder / "chapters" / "_ext" / "__init__.py"))["PARTS"]
    place = settings["extensions"].index("_ext")
    wanted = [f"_ext.{part}" for part in parts if part not in OF_THE_SITE]
    settings["extensions"][place : place + 1] = wanted
    if (folder / "chapters" / "_static" / f"{language}.css").exists():
        settings["html_css_files"].append(f"{language}.css")
    settings |= {
        "language": language,
        "locale_dirs": ["locale"],
        "original_pages": str(original),
        "explorable_cache": str(cache.resolve()),
        "explorable_handouts": False,
        "explorable_words": words,
        "myst_heading_slug_func": "_ext.language.slug",
    }
    (folder / "chapters" / "pages.yml").write_text("{}\n")  # its descriptions are English
    toc = yaml.safe_load((folder / "_toc.yml").read_text("utf-8"))
    for part in toc["parts"]:
        part["chapters"] = _kept(part["chapters"], names)
    toc["parts"] = [part for part in toc["parts"] if part["chapters"]]
    for name, settings in ("_config.yml", config), ("_toc.yml", toc):
        (folder / name).write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")


def _kept(entries: list[dict], names: set[str]) -> list[dict]:
    """Return the entries of a list of contents that have a page."""
    kept = [
        {**each, "sections": _kept(each.get("sections", []), names)}
        for each in entries
        if each["file"] in names
    ]
    return [{key: value for key, value in each.items() if value} for each in kept]


def _run(notebook: Path, code: Path, cache: Path, environment: dict[str, str]) -> None:
    """Run a notebook and store its outputs, or take them from when nothing was different."""
    total = sha256(notebook.read_bytes())
    for path in sorted(code.rglob("*.py")):
        total.update(path.read_bytes())
    kept = cache / f"{notebook.stem}-{total.hexdigest()[:16]}.ipynb"
    if not kept.exists():
        command = [sys.executable, "-m", "explorable.authoring.notebooks", str(notebook)]
        subprocess.run(command, check=True, env=environment)
        cache.mkdir(parents=True, exist_ok=True)
        for old in cache.glob(f"{notebook.stem}-*"):
            old.unlink()
        shutil.copy(notebook, kept)
    shutil.copy(kept, notebook)


def _name_folds(notebook: Path, words: dict[str, str]) -> None:
    text = notebook.read_text("utf-8")
    for fold in catalogs.FOLDS:
        own, original = (catalogs.title_of(fold, said) for said in (words, english()))
        text = text.replace(original, own)
    notebook.write_text(text, "utf-8")


def _share(original: Path, own: Path) -> None:
    """Let the pages' Python come from the original where both have the same files."""
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


if __name__ == "__main__":
    main()
