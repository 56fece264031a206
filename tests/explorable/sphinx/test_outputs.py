"""Figures of a stored notebook: alive on pages of this extension, pictures wherever else."""

import subprocess
import sys

import nbformat
import pytest
from explorable.picture.figures import show, subplots
from explorable.picture.output import PAGE
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from sounds import tone

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
OURS = 'extensions = ["myst_nb", "explorable.sphinx"]\nexplorable_packages = ["sounds"]\n'
PLAIN = 'extensions = ["myst_nb"]\n'
STORED = 'nb_execution_mode = "off"\n'


def cell(value):
    data, metadata = value._repr_mimebundle_()
    data.pop("application/vnd.jupyter.widget-view+json", None)
    output = new_output("execute_result", data, metadata=metadata, execution_count=1)
    return new_code_cell("it", outputs=[output], execution_count=1)


@pytest.fixture
def build(tmp_path):
    """Build a book of one notebook, with two figures; warnings fail."""
    figure, _ = subplots()
    cells = [new_markdown_cell("# Title"), cell(tone), cell(show(figure, alt="Empty"))]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), tmp_path / "index.ipynb")

    def build(settings: str, builder: str = "html") -> str:
        (tmp_path / "conf.py").write_text(settings + STORED, "utf-8")
        command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", builder, ".", builder]
        result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
        assert result.returncode == 0, result.stderr
        (file,) = (tmp_path / builder).glob("index.html" if builder == "html" else "*.tex")
        return file.read_text("utf-8")

    return build


def test_pages_of_the_extension_show_what_lives(build):
    page = build(OURS)
    assert tone.html().partition("<fieldset")[0] in page
    assert '<figure class="explorable-figure"><svg' in page
    assert ".png" not in page


def test_a_project_may_want_pictures(build):
    assert "<svg" not in build(f'{OURS}nb_mime_priority_overrides = [("html", "{PAGE}", None)]\n')


def test_pages_without_the_extension_show_pictures_without_a_warning(build):
    page = build(PLAIN)
    assert page.count(".png") == 2
    assert "explorable" not in page.partition("</head>")[2]


def test_latex_gets_pictures(build):
    assert build(OURS, "latex").count("\\sphinxincludegraphics") == 2
