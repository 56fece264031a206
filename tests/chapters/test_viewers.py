"""Figures wherever a notebook is looked at: what is stored, put through what viewers do to it."""

import ast
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import bleach
import nbformat
import pytest
from bs4 import BeautifulSoup
from explorable.picture.output import PAGE, PICTURE
from explorable.stored import DATA
from nbconvert import HTMLExporter, LatexExporter, MarkdownExporter, PythonExporter
from PIL import Image

CHAPTERS = Path(__file__).parents[2] / "chapters"
CHAPTER = CHAPTERS / "06-convexity-deeper.ipynb"

GITHUB = """h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture ol ul
table thead tbody tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike
summary details caption figure figcaption abbr bdo cite dfn mark small source span time wbr"""
"""What GitHub leaves of HTML, as its documentation of Markdown says: no form, no SVG, no style."""

BLOCKS = ["p", "li", "summary", "div", "pre"]


def figures(path):
    """Return the figures that a notebook stores, as outputs."""
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return [output for output in outputs if PAGE in output.get("data", {})]


def html_of_others(path):
    cells = nbformat.read(path, as_version=4).cells
    data = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    return [(each["text/html"], each["text/plain"]) for each in data if "text/html" in each]


@pytest.fixture(params=sorted(CHAPTERS.glob("*.ipynb")), ids=lambda path: path.stem)
def path(request):
    return request.param


def test_every_figure_has_one_picture_that_no_viewer_passes_over(path):
    for figure in figures(path):
        assert set(figure.data) - {DATA} == {PAGE, PICTURE, "text/plain"}
        with Image.open(BytesIO(b64decode(figure.data[PICTURE]))) as picture:
            assert picture.format == "PNG" and picture.width > 2 * picture.info["dpi"][0]
        assert figure.metadata[PICTURE]["alt"] == figure.data["text/plain"]


def test_no_figure_is_left_to_html_that_is_cleaned(path):
    assert not [html for html, _ in html_of_others(path) if "<svg" in html or "<img" in html]


def test_what_is_left_of_questions_and_verdicts_reads_line_by_line(path):
    for html, text in html_of_others(path):
        cleaned = bleach.clean(html, tags=GITHUB.split(), attributes={}, strip=True)
        soup = BeautifulSoup(cleaned, "html.parser")
        lines = [each for each in soup.find_all(BLOCKS) if not each.find(BLOCKS)]
        outside = [each for each in soup.find_all(string=True) if not each.find_parent(BLOCKS)]
        assert lines and not "".join(outside).strip(), text


@pytest.mark.parametrize("options", [{}, {"template_name": "classic"}, {"sanitize_html": True}])
def test_html_has_a_picture_for_each_figure(options):
    html, _ = HTMLExporter(**options).from_filename(CHAPTER)
    shown = BeautifulSoup(html, "html.parser").select(
        '.cell img[src^="data:image/png"], .jp-Cell img[src^="data:image/png"]'
    )
    assert len(shown) == len(figures(CHAPTER)) > 0
    assert "vnd.explorable" not in html
    assert "explorable-ask" in html and "[x]" not in html, "a question, without its answer above"


@pytest.mark.parametrize(
    ("exporter", "options", "mark"),
    [
        (MarkdownExporter, {}, "![png]("),
        (LatexExporter, {"exclude_markdown": True}, "\\adjustimage"),  # its text needs pandoc
    ],
)
def test_other_formats_take_the_pictures_along(exporter, options, mark):
    text, resources = exporter(**options).from_filename(CHAPTER)
    assert len(resources["outputs"]) == text.count(mark) == len(figures(CHAPTER)) > 0
    assert all(name.endswith(".png") and name in text for name in resources["outputs"])


def test_a_script_is_python():
    text, resources = PythonExporter().from_filename(CHAPTER)
    assert resources["output_extension"] == ".py"
    assert ast.parse(text).body
