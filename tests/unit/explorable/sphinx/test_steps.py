"""What happens to pages and to a site has one order, in which a book finds places by name."""

from types import SimpleNamespace

import projects
import pytest
from docutils import nodes
from explorable.sphinx.steps import PAGE, SITE, Page, page_step, runs_scripts, site_step
from sphinx.errors import ExtensionError
from sphinx.events import EventManager


def listening():
    """Return an application that does no more than to emit events."""
    app = SimpleNamespace(builder=SimpleNamespace())
    app.events = EventManager(app)
    app.events.add("html-page-context")
    app.add_event, app.connect, app.emit = app.events.add, app.events.connect, app.events.emit
    return app


def test_steps_are_taken_in_the_order_of_their_names_whenever_they_are_added():
    app, taken = listening(), []
    page_step(app, lambda page: taken.append(f"{page.name}: a book's"), after="theme")
    page_step(app, lambda page: taken.append(f"{page.name}: its second"), after="living")
    page_step(app, lambda page: taken.append(f"{page.name}: its third"), after="living")
    page_step(app, lambda page: taken.append(f"{page.name}: living"), at="living")
    app.emit("html-page-context", "tea", "page.html", {}, None)
    assert taken == [f"tea: {step}" for step in ("a book's", "living", "its second", "its third")]


@pytest.mark.parametrize("place", [{"at": "lviing"}, {"after": "lviing"}, {}])
def test_a_name_that_is_none_is_an_error_with_all_names(place):
    for add, names in ((page_step, PAGE), (site_step, SITE)):
        known = ", ".join(names)
        with pytest.raises(ExtensionError, match=rf"no step '(lviing)?': the steps are {known}$"):
            add(listening(), print, **place)


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


@pytest.mark.parametrize(
    ("builder", "runs"), [({}, True), ({"embedded": True}, False), ({"implementation": 1}, False)]
)
def test_scripts_run_where_a_site_is_built(builder, runs):
    assert runs_scripts(SimpleNamespace(builder=SimpleNamespace(**builder))) is runs
