"""How to cite the book, and at each page's foot: cite, suggest an edit, report.

What is cited stands in ``CITATION.cff``. The last two links need the sources' address.
"""

from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from explorable.sphinx.steps import Page, page_step
from sphinx.application import Sphinx

from _ext import address

ROOT = Path(__file__).parents[2]
PAGE = "chapters/cite"
BOOK = "% the book's citation\n"
"""A comment on the page, which the citation follows."""


@cache
def cff() -> dict[str, Any]:
    """Return what ``CITATION.cff`` says."""
    return yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))


def author() -> str:
    """Return the book's authors."""
    return cff()["authors"][0]["name"]


def citation(year: str, url: str = "") -> str:
    """Return a citation of the book as Markdown: a text and an entry of BibTeX.

    Parameters
    ----------
    year : str
    url : str
        The book's address, if it is known.
    """
    title, version = cff()["title"], f"version {cff()['version']}"
    fields = {"author": f"{{{author()}}}", "title": title, "year": year}
    fields |= {"note": version.capitalize(), **({"url": url} if url else {})}
    entry = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items())
    where = f" <{url}>" if url else ""
    return (
        f"> {author()}. *{title}*, {version}, {cff().get('date-released', year)}.{where}\n\n"
        f"```bibtex\n@misc{{descent,\n{entry}\n}}\n```\n"
    )


def _add_citation(app: Sphinx, page: str, source: list[str]) -> None:
    """Write the citation behind the page's comment."""
    if page == PAGE:
        text = citation(app.config.copyright, address.site(app.config))
        source[0] = source[0].replace(BOOK, f"\n{text}")


def _add_links(page: Page) -> None:
    """Put the links at the foot of a page."""
    if page.document is None:
        return
    name, links = page.name, {}
    if name != PAGE:
        links["Cite this book"] = f'href="{page.app.builder.get_relative_uri(name, PAGE)}"'
    if repository := address.repository(page.app.config):
        provider, edit = page.context["get_edit_provider_and_url"]()
        links["Suggest an edit"] = f'href="{escape(edit_link(edit))}"'
        links["Report a mistake"] = f'href="{escape(report_link(provider, repository, name))}"'
    written = [f"<a {link}>{label}</a>" for label, link in links.items()]
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
    app.connect("source-read", _add_citation)
    page_step(app, _add_links, after="menu")
