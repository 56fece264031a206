"""How to cite the book and each chapter, and at each page's foot: cite, suggest an edit, report.

What is cited stands in ``CITATION.cff``. The last two links need the sources' address.
"""

from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
import yaml
from explorable.sphinx.steps import Page, page_step
from sphinx.application import Sphinx

from _ext import address, course

ROOT = Path(__file__).parents[2]
PAGE = "chapters/cite"
BOOK, CHAPTERS = "% the book's citation\n", "% the chapters' citations\n"
"""Comments on the page, which the citations follow."""


@cache
def cff() -> dict[str, Any]:
    """Return what ``CITATION.cff`` says."""
    return yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))


def author() -> str:
    """Return the book's authors."""
    return cff()["authors"][0]["name"]


def citation(year: str, url: str = "", chapter: str = "", number: int = 0) -> str:
    """Return a citation of the book, or of a chapter, as Markdown: a text and an entry of BibTeX.

    Parameters
    ----------
    year : str
    url : str
        Its address, if it is known.
    chapter : str
        The name of its file.
    number : int
        Its number.
    """
    title, version = cff()["title"], f"version {cff()['version']}"
    place, fields = "", {"title": title}
    if chapter:
        named = _title(chapter)
        place = f"“{named}.” Chapter {number} of "
        whole = rf"Chapter {number} of \emph{{{title}}}"
        fields = {"title": named, "howpublished": whole}
    fields = {"author": f"{{{author()}}}", **fields, "year": year, "note": version.capitalize()}
    if url:
        fields["url"] = url
    entry = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items())
    key = f"descent-{chapter}" if chapter else "descent"
    where = f" <{url}>" if url else ""
    return (
        f"> {author()}. {place}*{title}*, {version}, {cff().get('date-released', year)}.{where}\n\n"
        f"```bibtex\n@misc{{{key},\n{entry}\n}}\n```\n"
    )


def _title(chapter: str) -> str:
    first = nbformat.read(ROOT / "chapters" / f"{chapter}.ipynb", as_version=4).cells[0].source
    return first.splitlines()[0].removeprefix("# ")


def _add_citations(app: Sphinx, page: str, source: list[str]) -> None:
    """Write the citations behind the page's comments."""
    if page != PAGE:
        return
    site, year = address.site(app.config), app.config.copyright
    book = citation(year, site)
    pages = sorted(each for each in app.env.found_docs if course.is_chapter(each))
    chapters = "\n".join(
        _section(each, year, f"{site}{each}.html" if site else "") for each in pages
    )
    source[0] = source[0].replace(BOOK, f"\n{book}").replace(CHAPTERS, f"\n{chapters}")


def _section(page: str, year: str, url: str) -> str:
    name = page.removeprefix("chapters/")
    number = int(name[:2])
    text = citation(year, url, name, number)
    return f"(cite-{name})=\n### {number} {_title(name)}\n\n{text}"


def _add_links(page: Page) -> None:
    """Put the links at the foot of a page."""
    if page.document is None:
        return
    name, links = page.name, {}
    if name != PAGE:
        place = f"#cite-{name.removeprefix('chapters/')}" if course.is_chapter(name) else ""
        uri = page.app.builder.get_relative_uri(name, PAGE)
        links["Cite this page"] = f'href="{uri}{place}"'
    if repository := address.repository(page.app.config):
        provider, edit = page.context["get_edit_provider_and_url"]()
        links["Suggest an edit"] = f'href="{escape(edit_link(edit))}"'
        links["Report a mistake"] = f'href="{escape(report_link(provider, repository, name))}"'
    written = [f"<a {link}>{words}</a>" for words, link in links.items()]
    first = page.context.get("theme_extra_footer")
    page.context["theme_extra_footer"] = " · ".join([first, *written] if first else written)


def edit_link(url: str) -> str:
    """Return where to edit a page: a notebook is shown, as nobody edits its JSON by hand.

    Examples
    --------
    >>> edit_link("https://github.com/a/b/edit/main/chapters/03-softmax.ipynb")
    'https://github.com/a/b/blob/main/chapters/03-softmax.ipynb'
    """
    return url.replace("/edit/", "/blob/", 1) if url.endswith(".ipynb") else url


def report_link(provider: str, repository: str, page: str) -> str:
    """Return where to report a mistake on a page.

    Examples
    --------
    >>> report_link("GitHub", "https://github.com/a/b", "chapters/cite")
    'https://github.com/a/b/issues/new?title=On%20chapters/cite'
    """
    title = quote(f"On {page}")
    if provider == "GitLab":
        return f"{repository}/-/issues/new?issue[title]={title}"
    return f"{repository}/issues/new?title={title}"


def setup(app: Sphinx) -> None:
    """Register it."""
    app.connect("source-read", _add_citations)
    page_step(app, _add_links, after="menu")
