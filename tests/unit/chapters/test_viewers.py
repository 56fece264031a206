"""Figures wherever a notebook is looked at: what is stored, put through what viewers do to it."""

from base64 import b64decode
from io import BytesIO

import bleach
import pytest
from bs4 import BeautifulSoup
from explorable.picture.output import PAGE, PICTURE
from explorable.stored import DATA
from nbconvert import HTMLExporter, LatexExporter, MarkdownExporter
from PIL import Image
from prose import CHAPTERS, code_of, each_notebook

CHAPTER = CHAPTERS / "05-gradient-descent-practice.ipynb"

GITHUB = """h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture ol ul
table thead tbody tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike
summary details caption figure figcaption abbr bdo cite dfn mark small source span time wbr"""
"""What GitHub leaves of HTML, as its documentation of Markdown says: no form, no SVG, no style."""

BLOCKS = ["p", "li", "summary", "div", "pre"]


def stored(path, kind):
    """Return the outputs of a notebook that hold a kind of data."""
    outputs = [output for cell in code_of(path) for output in cell.outputs]
    return [output for output in outputs if kind in output.get("data", {})]


def figures(path):
    return stored(path, PAGE)


@each_notebook
def test_every_figure_has_one_picture_that_no_viewer_passes_over(path):
    for figure in figures(path):
        assert set(figure.data) - {DATA} == {PAGE, PICTURE, "text/plain"}
        with Image.open(BytesIO(b64decode(figure.data[PICTURE]))) as picture:
            assert picture.format == "PNG" and picture.width > 2 * picture.info["dpi"][0]
        assert figure.metadata[PICTURE]["alt"] == figure.data["text/plain"]


@each_notebook
def test_html_that_is_cleaned_holds_no_figure_and_reads_line_by_line(path):
    for html in (each.data["text/html"] for each in stored(path, "text/html")):
        assert "<svg" not in html and "<img" not in html
        cleaned = bleach.clean(html, tags=GITHUB.split(), attributes={}, strip=True)
        soup = BeautifulSoup(cleaned, "html.parser")
        lines = [each for each in soup.find_all(BLOCKS) if not each.find(BLOCKS)]
        outside = [each for each in soup.find_all(string=True) if not each.find_parent(BLOCKS)]
        assert lines and not "".join(outside).strip(), html


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
