"""Notebooks of strangers as a book: built as they stand, and some with one import changed."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import projects
import pytest
from playwright.sync_api import Browser, expect
from serving import serving

ROOT = Path(__file__).parents[2]
HERE = ROOT / "tests/nightly/explorable/notebooks"
NOTEBOOKS = sorted(HERE.glob("*.md"))
OURS = re.compile(r"^from ipywidgets (?=import (interact|fixed)\w*(, (interact|fixed)\w*)*$)", re.M)
"""An import of what `explorable` has, and nothing else."""

FORMS = {
    "one import": ["boxes", "closures", "draws", "pair"],
    "no import": [each.stem for each in NOTEBOOKS],
    "a few": ["boxes", "forms", "sliders", "sound"],
}
"""The notebooks of each form; an import is changed where each function of ours has one.

A few have every control, what is named to their author, and what is not there on a page.
"""

CONF = """
extensions = ["myst_nb", "explorable.sphinx"]
nb_execution_mode = "force"
nb_execution_raise_on_error = True
exclude_patterns = ["_build"]
explorable_interact = {plain}
explorable_trial = False  # a test of each notebook tries its cells
explorable_frames = {{"values": 4, "combinations": 8}}  # Python moves the pages
"""

SAID = {
    "draws": ["roll in code cell 2 shows something else each time"],
    "forms": [
        "code cell 3: seat: the function sets row_of_hall",
        "code cell 5: Button Count moves nothing on a page",
        "code cell 5: an Output that is filled by hand",
    ],
}
"""What the build says to the author of a notebook, and nothing to that of another."""


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
    options = ["-N", "-b", "html", ".", "_build/html"]
    result = projects.sphinx(folder, *options, PYTHONPATH=str(ROOT / "code/explorable/src"))
    assert result.returncode == 0, result.stdout + result.stderr
    warned = sorted(re.findall(r"(\w+)\.md(?::\d+)?: WARNING: (.*)", result.stderr))
    expected = [(name, each) for name in sorted(FORMS[form]) for each in SAID.get(name, ())]
    assert len(warned) == len(expected), warned
    for (name, said), start in zip(warned, expected, strict=True):
        assert (name, said[: len(start[1])]) == start
    return folder / "_build" / "html"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give the pages of a form's book, which is built once."""
    return cache(lambda form: build(tmp_path_factory.mktemp("notebooks") / "book", form))


@pytest.fixture(scope="module")
def books(sites: Callable[[str], Path]) -> Iterator[Callable[[str], str]]:
    """Give the address of a form's pages."""
    with ExitStack() as servers:
        yield cache(lambda form: servers.enter_context(serving(sites(form))))


def asks_and_prints(browser: Browser, book: str, name: str) -> None:
    """Try that a page asks its own host alone, and prints its figures as they start."""
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{book}/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(media="print")
    first = page.locator("figure.explorable-explorer").first
    expect(first.locator(".explorable-shown")).to_be_visible()
    assert first.locator(".explorable-shown").inner_text().strip()
    expect(page.locator(".explorable-controls").filter(visible=True)).to_have_count(0)
    assert [url for url in asked if not url.startswith((book, "data:", "blob:"))] == []
    assert "widget-state" not in page.content()
    assert "Box(" not in page.locator("body .cell_output").first.inner_text()
    page.close()
