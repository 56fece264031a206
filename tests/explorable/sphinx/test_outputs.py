"""Figures of a stored notebook: inline on pages of this extension, pictures wherever else."""

import nbformat
import projects
import pytest
from explorable.judging import Verdict
from explorable.picture.figures import show, subplots
from explorable.picture.output import PAGE
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
OURS = 'extensions = ["myst_nb", "explorable.sphinx"]\n'
PLAIN = 'extensions = ["myst_nb"]\n'
STORED = 'nb_execution_mode = "off"\n'


@pytest.fixture
def still():
    figure, _ = subplots()
    return show(figure, alt="An empty pair of axes")


def book(tmp_path, data, metadata=None):
    """Return how to build a book of one notebook, which shows this alone; warnings fail."""
    output = new_output("execute_result", data, metadata=metadata or {}, execution_count=1)
    options = {"outputs": [output], "execution_count": 1, "metadata": {"tags": ["remove-input"]}}
    cells = [new_markdown_cell("# Title"), new_code_cell("still", **options)]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), tmp_path / "index.ipynb")

    def build(settings: str, builder: str = "html") -> str:
        (tmp_path / "conf.py").write_text(settings + STORED, "utf-8")
        result = projects.sphinx(tmp_path, "-W", "-q", "-b", builder, ".", builder)
        assert result.returncode == 0, result.stderr
        (file,) = (tmp_path / builder).glob("index.html" if builder == "html" else "*.tex")
        return file.read_text("utf-8")

    return build


@pytest.fixture
def build(still, tmp_path):
    return book(tmp_path, *still._repr_mimebundle_())


def test_pages_of_the_extension_show_the_figure_inline(build, still):
    page = build(OURS)
    assert still.html in page.replace(' translate="no"', "")
    assert ".png" not in page


def test_a_project_may_want_pictures(build):
    assert "<svg" not in build(f'{OURS}nb_mime_priority_overrides = [("html", "{PAGE}", None)]\n')


def test_pages_without_the_extension_show_the_picture_without_a_warning(build):
    page = build(PLAIN)
    assert page.count("<img") == 1
    assert "explorable-figure" not in page


def test_latex_gets_the_picture(build):
    assert build(OURS, "latex").count("\\sphinxincludegraphics") == 1


@pytest.mark.parametrize("settings", [OURS, PLAIN])
def test_a_verdict_is_said_on_a_page_of_any_project(settings, tmp_path):
    verdict = Verdict(False, "3 < 4 <b>", "f(3)")
    page = book(tmp_path, verdict._repr_mimebundle_())(settings)
    assert (
        page.replace(' translate="no"', "").count(verdict.html) == 1 and "&quot;verdict" not in page
    )


def test_a_verdict_is_a_sentence_on_paper(tmp_path):
    page = book(tmp_path, Verdict(True, "it is 5.")._repr_mimebundle_())(OURS, "latex")
    assert "Correct: it is 5." in page
