"""Figures of a stored notebook: inline on pages of this extension, pictures wherever else."""

import projects
import pytest
from explorable.judging import Verdict
from explorable.picture.figures import show, subplots
from explorable.picture.output import PAGE

OURS = 'extensions = ["myst_nb", "explorable.sphinx"]\n'
PLAIN = 'extensions = ["myst_nb"]\n'
STORED = 'nb_execution_mode = "off"\n'


@pytest.fixture
def still():
    figure, _ = subplots()
    return show(figure, alt="An empty pair of axes")


@pytest.fixture
def page_of(tmp_path):
    """Build a book that shows a value alone, and return its page; warnings fail."""

    def page_of(shown, settings, *arguments):
        text = projects.notebook(shown._repr_mimebundle_())
        page, warnings = projects.build(tmp_path, text, settings + STORED, *arguments)
        assert not warnings
        return page.replace(' translate="no"', "")

    return page_of


def test_pages_of_the_extension_show_the_figure_inline(page_of, still):
    page = page_of(still, OURS)
    assert still.html in page
    assert ".png" not in page


def test_a_project_may_want_pictures(page_of, still):
    settings = f'{OURS}nb_mime_priority_overrides = [("html", "{PAGE}", None)]\n'
    assert "<svg" not in page_of(still, settings)


def test_pages_without_the_extension_show_the_picture_without_a_warning(page_of, still):
    page = page_of(still, PLAIN)
    assert page.count("<img") == 1
    assert "explorable-figure" not in page


def test_latex_gets_the_picture(page_of, still):
    assert page_of(still, OURS, "-b", "latex").count("\\sphinxincludegraphics") == 1


@pytest.mark.parametrize("settings", [OURS, PLAIN])
def test_a_verdict_is_said_on_a_page_of_any_project(page_of, settings):
    verdict = Verdict(False, "3 < 4 <b>", "f(3)")
    page = page_of(verdict, settings)
    assert page.count(verdict.html) == 1 and "&quot;verdict" not in page


def test_a_verdict_is_a_sentence_on_paper(page_of):
    assert "Correct: it is 5." in page_of(Verdict(True, "it is 5."), OURS, "-b", "latex")
