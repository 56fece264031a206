"""One menu says in words what a reader takes from a page."""

from types import SimpleNamespace

import pytest
from explorable.sphinx.steps import Page
from explorable.theme import menu


@pytest.mark.parametrize(
    ("suffix", "takes", "source"),
    [
        (".ipynb", "Take this chapter with you", "Notebook"),
        (".md", "Take this page with you", "Text of this page (.md)"),
    ],
)
def test_a_page_offers_its_source_and_paper(suffix, takes, source):
    context = {
        "page_source_suffix": suffix,
        "sourcename": f"tea{suffix}",
        "pathto": lambda name, _: f"../{name}",
    }
    page = Page(None, "tea", context, None)
    menu._begin(page)
    first, paper = page.menu
    assert context["explorable_takes"] == takes and first["text"] == source
    assert first["url"] == f"../_sources/tea{suffix}"
    assert paper["do"] == "print" and "closed hints" in paper["tooltip"]


def test_a_page_without_a_source_has_no_menu():
    page = Page(None, "search", {}, None)
    menu._begin(page)
    assert page.menu is None


def test_a_project_that_wants_no_downloads_has_no_menu():
    config = SimpleNamespace(
        html_theme_options={"use_download_button": False, "logo": "a.png"}, templates_path=[]
    )
    menu.setup(None, config)  # which asks Sphinx for no step
    assert config.html_theme_options == {"logo": "a.png", **menu.HEADER}
