"""Notebooks as teachers write them for `interact` live as pages: moved by keys, read, printed.

They are built as they stand, and some with one import changed, from the same source.
"""

import re
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import projects
import pytest
from engines import ENGINES, Tab
from explorable.sphinx.trial import Trial
from playwright.sync_api import expect
from serving import serving

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
NOTEBOOKS = sorted(HERE.glob("*.md"))
OURS = re.compile(r"^from ipywidgets (?=import (interact|fixed)\w*(, (interact|fixed)\w*)*$)", re.M)
"""An import of what `explorable` has, and nothing else."""

FORMS = {
    "one import": ["boxes", "closures", "draws", "pair"],
    "no import": [each.stem for each in NOTEBOOKS],
}
"""The notebooks of each form; an import is changed where each function of ours has one."""

CONF = """
extensions = ["myst_nb", "explorable.sphinx"]
nb_execution_mode = "force"
nb_execution_raise_on_error = True
exclude_patterns = ["_build"]
explorable_interact = {plain}
explorable_trial = False  # a test of each notebook tries its cells
explorable_frames = {{"values": 4, "combinations": 8}}  # Python moves the pages
suppress_warnings = ["explorable.random"]
"""


@dataclass(frozen=True)
class Move:
    """A control, the key that moves it, and what is read then: in a picture, a text or a table."""

    control: str
    key: str
    read: str
    figure: int = 0


MOVES = {
    "sliders": [
        Move("[name=periods]", "ArrowRight", "4 periods, white noise of 0.4"),
        Move("select[name=kind]", "ArrowDown", "4 periods, red noise of 0.4"),
        Move("[name=trend]", " ", "4 periods, red noise of 0.4"),
    ],
    "closures": [
        Move("[name=t]", "ArrowRight", "q at t = 0.05"),
        Move("[name=t]", "ArrowRight", "fan at t = 0.25", figure=1),
        Move("[name=grid]", " ", "fan at t = 0.25", figure=1),
    ],
    "prints": [
        Move("[name=inflow]", "End", "Inflow 2.00, valve 1.505 It settles at 1.77 m"),
        Move("[name=valve]", "Home", "Inflow 2.00, valve 1.010 It settles at 3.92 m"),
    ],
    "images": [
        Move("[name=size]", "ArrowRight", "mean_filter, 7 pixels wide"),
        Move("select[name=method]", "End", "threshold, 7 pixels wide"),
    ],
    "surface": [Move("[name=azim]", "Home", "seen from 30° and -180°, bend 1.0")],
    "pair": [
        Move("[name=a]", "End", "distance, from 1.0 to 3.0"),
        Move("[name=steps]", "ArrowRight", "", figure=1),
        Move("[data-do=press]", " ", "2000 steps: π is about 3.14160", figure=1),
    ],
    "table": [
        Move("select[name=years]", "ArrowDown", "154.87 of interest in all"),
        Move("[name=n]", "ArrowRight", "39416", figure=1),
    ],
    "boxes": [Move("[name=count]", "ArrowRight", "25 samples, mean 0.151")],
    "setters": [
        Move("[name=k]", "ArrowRight", "[-1.07 0.87 -2.3 ] 3"),
        Move("[name=k]", "End", "[ 1.62 -0.61 -0.53] 50 0.25 536 5", figure=1),
    ],
    "foreign_html": [
        Move("[name=n]", "End", "counted 3"),
        *(Move(".explorable-control [name=n]", "End", "n is 3", figure=n) for n in (1, 2, 3, 4)),
    ],
    "draws": [Move("[name=dice]", "End", "5 dice, 500 rollsmean near 17.5: True")],
}
"""What lives, by notebook."""


def test_each_notebook_is_moved_or_named_as_still():
    assert {each.stem for each in NOTEBOOKS} == MOVES.keys() | {"sound"}
    assert len(NOTEBOOKS) == 12


def test_each_function_has_an_import_that_is_changed():
    texts = "".join((HERE / f"{name}.md").read_text("utf-8") for name in FORMS["one import"])
    for each in ("interact", "fixed", "interactive", "interactive_output", "interact_manual"):
        assert re.search(rf"import .*\b{each}\b", texts)


def build(folder: Path, form: str) -> Path:
    """Return the pages of the book of this form, built in a process of its own."""
    changed = form == "one import"
    folder.mkdir()
    for name in FORMS[form]:
        text = (HERE / f"{name}.md").read_text("utf-8")
        if changed:
            text, count = OURS.subn("from explorable ", text)
            assert count == 1, f"{name} has not one import to change"
        (folder / f"{name}.md").write_text(text, "utf-8")
    names = "\n".join(FORMS[form])
    (folder / "index.md").write_text(f"# All\n\n```{{toctree}}\n{names}\n```\n", "utf-8")
    (folder / "conf.py").write_text(CONF.format(plain=not changed), "utf-8")
    (folder / ".cache").symlink_to(ROOT / ".cache")
    options = ["-b", "html", ".", "_build/html", "--keep-going", "-W"]
    result = projects.sphinx(folder, *options, PYTHONPATH=str(ROOT / "code/explorable/src"))
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "_build" / "html"


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Give the pages of a form's book, which is built once."""
    return cache(lambda form: build(tmp_path_factory.mktemp("notebooks") / "book", form))


@pytest.fixture(scope="module")
def books(sites):
    """Give the address of a form's pages."""
    with ExitStack() as servers:
        yield cache(lambda form: servers.enter_context(serving(sites(form))))


@pytest.fixture(scope="module")
def tab(request, open_tab):
    """A tab of an engine; the next notebook's Python starts sooner there."""
    with open_tab(request.param) as tab:
        yield tab


NUMBER = """() => document.querySelectorAll("figure.explorable-explorer")
  .forEach((figure, n) => (figure.dataset.place = n))"""
"""Gives figures a number that a selector can name."""


def move(tab: Tab, book: str, name: str) -> None:
    """Move what lives in a notebook, and read what it says."""
    tab.open(f"{book}/{name}.html")
    tab.evaluate(NUMBER)
    tab.wake("figure.explorable-explorer")
    for move in MOVES[name]:
        figure = f"figure[data-place='{move.figure}']"
        tab.focus(f"{figure} {move.control}")
        tab.press(move.key)
        tab.wait_for_words(f"{figure} .explorable-shown", re.escape(move.read))
        assert not tab.evaluate("() => document.querySelectorAll('.explorable-error').length")


@pytest.mark.parametrize("tab", ENGINES, indirect=True)
@pytest.mark.parametrize("name", MOVES)
def test_it_is_moved_by_keys(tab, books, name):
    move(tab, books("no import"), name)


@pytest.mark.parametrize("tab", ["chromium"], indirect=True)
@pytest.mark.parametrize("name", FORMS["one import"])
def test_it_is_moved_by_keys_with_one_import_changed(tab, books, name):
    move(tab, books("one import"), name)


@pytest.mark.parametrize("tab", ["chromium"], indirect=True)
def test_sound_moves_along_what_is_stored_and_is_named_as_not_there(tab, books):
    tab.open(f"{books('no import')}/sound.html")
    tab.focus("[name=freq]")
    tab.press("End")
    tab.wait_for_words("figure .explorable-shown", "^880 Hz with 0 overtones.*can’t show Audio")
    assert not tab.evaluate("() => document.querySelectorAll('.explorable-error').length")


@pytest.mark.parametrize(
    ("form", "name"), [(form, name) for form, names in FORMS.items() for name in names]
)
def test_it_asks_its_own_host_alone_and_prints_as_it_starts(books, browser, form, name):
    book, page = books(form), browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{book}/{name}.html")
    page.emulate_media(media="print")
    first = page.locator("figure.explorable-explorer").first
    expect(first.locator(".explorable-shown")).to_be_visible()
    assert first.locator(".explorable-shown").inner_text().strip()
    expect(page.locator(".explorable-controls").filter(visible=True)).to_have_count(0)
    assert all(url.startswith((book, "data:", "blob:")) for url in asked)
    assert "Box(" not in page.locator("body .cell_output").first.inner_text()
    page.close()


@pytest.mark.parametrize("name", FORMS["no import"])
def test_a_trial_of_its_cells_finds_nothing(sites, name):
    assert list(Trial(ROOT / ".cache", sites("no import") / "_live").run([name])) == []
