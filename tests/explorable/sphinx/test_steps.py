"""What happens to pages and to a site has one order, in which a book finds places by name."""

from types import SimpleNamespace

import gate
import projects
import pytest
from docutils import nodes
from explorable.sphinx.steps import PAGE, SITE, Page, Steps
from sphinx.errors import ExtensionError

pytestmark = gate.STAGE


def test_steps_are_taken_in_the_order_of_their_names_whenever_they_are_added():
    steps, taken = Steps(("theme", "living", "menu")), []
    steps.add(lambda page: taken.append(f"{page}: a book's"), after="theme")
    steps.add(lambda page: taken.append(f"{page}: its second"), after="living")
    steps.add(lambda page: taken.append(f"{page}: its third"), after="living")
    steps.add(lambda page: taken.append(f"{page}: living"), at="living")
    steps.take("tea")
    assert taken == [f"tea: {step}" for step in ("a book's", "living", "its second", "its third")]


@pytest.mark.parametrize("place", [{"at": "lviing"}, {"after": "lviing"}, {}])
def test_a_name_that_is_none_is_an_error_with_all_names(place):
    with pytest.raises(ExtensionError, match=r"no step '(lviing)?': the steps are theme, living$"):
        Steps(("theme", "living")).add(print, **place)


BOOK = """
from pathlib import Path
from explorable.sphinx.steps import page_step, site_step

def note(page):
    page.add_tags(f"<meta name='root' content='{page.root}' />")

def write(app):
    Path(app.outdir, "written.txt").write_text(app.builder.name)

def setup(app):
    page_step(app, note, after="theme")
    site_step(app, write, after="pages")
"""


def test_a_book_adds_steps_of_its_own(tmp_path):
    page, warnings = projects.build(tmp_path, "Words.", projects.SETTINGS + BOOK)
    assert not warnings and "<meta name='root' content='' />" in page
    assert (tmp_path / "html" / "written.txt").read_text() == "html"


def test_a_page_that_sphinx_makes_holds_nothing_of_an_author():
    builder = SimpleNamespace(get_target_uri=lambda name: f"{name}.html")
    page = Page(SimpleNamespace(builder=builder), "chapters/tea", {}, None)
    assert page.root == "../" and page.all(nodes.raw) == [] and page.menu is None


def test_no_name_stands_for_two_steps():
    assert len(set(PAGE)) == len(PAGE) and len(set(SITE)) == len(SITE)
