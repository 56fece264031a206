"""Frames are baked anew when what draws them may have changed, and not for a style."""

import importlib
import sys

import pytest
from explorable.sphinx import drawn_by

FILES = {
    "tidal/__init__.py": "",
    "tidal/shore.py": "def draw():\n    from .moon import pull\n",
    "tidal/sky/moon.py": "import numpy as np\n",
    "tidal/table.csv": "1\n",
    "tidal/style.css": "p {}\n",
}


@pytest.fixture
def digest(tmp_path, monkeypatch):
    """The digest of what draws the tides, with one of the files changed."""
    monkeypatch.syspath_prepend(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")

    def digest(changed=None):
        if changed:
            (tmp_path / changed).write_text(FILES[changed] + "\n", "utf-8")
        return importlib.reload(drawn_by).digest(("tidal",))

    yield digest
    for name in [name for name in sys.modules if name.startswith("tidal")]:
        del sys.modules[name]


@pytest.mark.parametrize("changed", ["shore.py", "sky/moon.py", "table.csv"])
def test_what_draws_it_counts(digest, changed):
    before = digest()
    assert digest() == before != digest(f"tidal/{changed}")


def test_a_style_does_not(digest):
    assert digest() == digest("tidal/style.css")


def test_what_draws_counts_and_its_style_does_not():
    files = {path.name for pattern in drawn_by.DRAWING for path in drawn_by.PACKAGE.glob(pattern)}
    assert {"drawing.py", "frames.py", "controls.py"} <= files and "front.css" not in files
