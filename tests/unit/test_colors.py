"""A color stands in one place, for Python and style sheets: to change it is one change."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from descent.plotting import CLASSES
from explorable.palette import COLORS

ROOT = Path(__file__).parents[2]
OF_OTHERS = re.compile(r"/temml|package-lock")


def sources():
    """Return what people write, by its place: code, style sheets, and the cells of notebooks."""
    patterns = ["*.py", "*.css", "*.js", "*.ipynb"]
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [name for name in listed.stdout.split() if not OF_OTHERS.search(name)]
    texts = {name: (ROOT / name).read_text("utf-8") for name in paths if (ROOT / name).exists()}
    for name, text in texts.items():
        if name.endswith(".ipynb"):
            cells = json.loads(text)["cells"]
            texts[name] = "\n".join("".join(cell["source"]) for cell in cells)
    return texts


@pytest.fixture(scope="module", name="texts")
def texts_of_sources():
    texts = sources()
    assert len(texts) > 300
    return texts


@pytest.mark.parametrize("color", COLORS.values(), ids=COLORS)
def test_a_color_stands_in_the_palette_alone(texts, color):
    assert [name for name, text in texts.items() if re.search(f"(?i){color}", text)] == [
        "code/explorable/src/explorable/palette.py"
    ]


def test_style_sheets_read_only_colors_that_there_are(texts):
    read = {
        name
        for path, text in texts.items()
        if path.endswith((".css", ".js"))
        for name in re.findall(r"var\(--((?:explorable|descent)-[\w-]+)", text)
        if not re.search(rf"--{name}:", "".join(texts.values()))
    }
    named = {f"explorable-{name}" for name in COLORS} | {f"descent-{each.name}" for each in CLASSES}
    assert read <= named and {f"descent-{each.name}" for each in CLASSES} <= read
