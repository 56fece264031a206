"""Cells on a page of a book in another language."""

import json
from functools import partial
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from explorable import words
from explorable.sphinx import cells
from explorable.sphinx.cells import AdviceNode, ExplorerNode, Faces, Places, VerdictNode
from explorable.stored import DATA, PAGE, read
from myst_nb.sphinx_ import HideCodeCellNode


@pytest.fixture(autouse=True)
def german():
    words.use({"solution": "Eine Lösung"})
    yield
    words.use({})


@pytest.fixture
def warned(monkeypatch):
    """What a build says, as it comes."""
    texts = []

    def note(level, text, *values, subtype="warning", location="waves", **_more):
        assert location == "waves"
        texts.append(f"{text % values} ({'info' if level == 'info' else subtype})")

    for level in ("warning", "info"):
        monkeypatch.setattr(cells.logger, level, partial(note, level))
    return texts


def placed(node):
    """Run the transform that gives cells their places over a page with a node."""
    document = new_document("waves")
    document += node
    Places(document).run()
    return document


@pytest.mark.parametrize(
    ("tag", "title", "said"),
    [
        ("tag_solution", "A solution", "Eine Lösung"),
        ("tag_solution", "My way", "My way"),
        ("tag_hint", "A hint", "A hint"),
        ("tag_other", "A solution", "A solution"),
    ],
)
def test_a_fold_says_the_words_of_the_book_or_its_authors(tag, title, said):
    fold = HideCodeCellNode(prompt_show=title, prompt_hide=title)
    placed(nodes.container("", fold, nb_element="cell_code", classes=["cell", tag]))
    assert (fold["prompt_show"], fold["prompt_hide"]) == (said, said)


@pytest.mark.parametrize(
    ("code", "module", "named"),
    [
        ("waves.tone", "waves", True),
        ("from sounds import waves\n\nwaves.tone\n", "waves", True),
        ("waves.tone(loud=measured)", "waves", False),
        ("loud = 2\nwaves.tone", "waves", False),
        ("tone", "__main__", False),
    ],
)
def test_a_cell_that_only_names_an_imported_figure_is_marked(code, module, named):
    source = nodes.container("", nodes.literal_block(code, code), nb_element="cell_code_source")
    figure = ExplorerNode(spec={"module": module})
    cell = nodes.container("", source, figure, nb_element="cell_code", classes=["cell"])
    placed(cell)
    assert ("explorable-named" in cell["classes"]) is named


@pytest.mark.parametrize(("passed", "left"), [(True, 0), (False, 0), (None, 1)])
def test_an_exercise_shows_what_is_given_and_no_stored_judgment(passed, left):
    output = nodes.container("", VerdictNode(passed=passed), nb_element="cell_code_output")
    source = nodes.container(nb_element="cell_code_source")
    cell = nodes.container(
        "", source, output, nb_element="cell_code", classes=["cell", "tag_exercise"]
    )
    assert len(list(placed(cell).findall(VerdictNode))) == left


LINE = 'end it with return f"…, n {n}"'


HEAVY = "show less, or say rasterized=True of what has many points, and the rest stays sharp (info)"


@pytest.mark.parametrize(
    ("given", "warnings"),
    [
        ({}, []),
        ({"picture": '<svg data-weight="2893"></svg>'}, [
            f"waves: bars in code cell 1 takes 2893 kB, so that pages have it as pixels; {HEAVY}"
        ]),
        ({"picture": "<svg></svg>" + " " * 400_000}, [
            f"waves: bars in code cell 1 takes 400 kB; {HEAVY}"
        ]),
        ({"missing_description": LINE}, [
            "waves: bars in code cell 1 draws and says nothing of it in words, for who hears the "
            f"page: {LINE} (info)"
        ]),
        ({"timed_out": {"values": {"n": 4, "kind": "a"}, "seconds": 10.0}}, [
            "bars in code cell 1 had not ended 10 s after it was called with n=4, kind='a': what a "
            "page shows ahead of its Python ends there; let it do less, or give it more time, "
            'explorable_frames = {"seconds": 60} (endless)'
        ]),
        ({"nondeterministic": True}, [
            "bars in code cell 1 shows something else each time it is called with the same values; "
            "if it draws at random, seed that in the function, rng = np.random.default_rng(0), so "
            "that readers come back to what they saw; if it shows the time, as a log does, leave "
            "that out (random)"
        ]),
    ],
)  # fmt: skip
def test_a_function_without_seed_is_a_warning_and_one_without_words_a_line_with_what_mends_it(
    given, warnings, bars, warned
):
    spec = read(bars._repr_mimebundle_()[0])["explorer"] | given
    bundle = nodes.container("", ExplorerNode(spec=spec, mime_type=DATA), nb_element="mime_bundle")
    picture = given.get("picture", "<svg></svg>")
    bundle += nodes.raw("", picture, format="html", mime_type=PAGE)
    document = _page(nodes.container("", bundle, nb_element="cell_code"), embedded=False)
    Faces(document).run()
    assert warned == warnings
    html = next(bundle.findall(ExplorerNode)).astext()
    assert "return f" not in html and (words.word("random") in html) == (
        "nondeterministic" in given
    )


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (AdviceNode(words="f stays still", mime_type=DATA), "f stays still"),
        (nodes.raw("", "interactive(children=(Output(),))"), "set explorable_interact = True"),
        (nodes.raw("", "VBox(children=(IntSlider(), Output()))"), "stays empty on a page"),
        (nodes.raw("", "Map(center=[1, 2])"), ""),
        (nodes.raw("", "Output()"), "code cell 1: an Output that is filled by hand"),
        (
            nodes.raw("", "Button(description='P(x)', style=ButtonStyle())"),
            "1: Button moves nothing on a page, which leaves it out: what it calls is called in a "
            "notebook alone; interact_manual(",
        ),
        (nodes.raw("", "Image(value=b'\\x89')"), "code cell 1: Image moves nothing on a page"),
        (nodes.raw("", "Controller()"), "no function follows it; let one show"),
        (nodes.raw("", "HBox(children=(Map(), Button(style=ButtonStyle())))"), ""),
        (nodes.raw("", "HBox(children=(IntSlider(value=(1, 2), description='$\\\\lambda$')))"), ""),
    ],
)
def test_what_a_reader_would_miss_is_a_warning_of_the_build(shown, said, warned):
    view = nodes.raw("", "{}", mime_type=cells.WIDGET)
    shown.setdefault("mime_type", "text/plain")
    bundle = nodes.container("", shown, nb_element="mime_bundle")
    bundle += [view] * (shown["mime_type"] == "text/plain")
    document = _page(nodes.container("", bundle, nb_element="cell_code"), embedded=False)
    document += ExplorerNode(spec={"function": True, "controls": {"n": {"label": "λ"}}})
    Faces(document).run()
    assert [said in each for each in warned] == [True] * bool(said)
    assert bool(bundle.children) == (shown["mime_type"] == "text/plain")


def test_what_a_page_has_as_html_needs_no_scripts_of_widgets():
    kinds = (cells.WIDGET, PAGE, "text/plain")
    views = [nodes.raw("", each, mime_type=each) for each in kinds]
    bundle = nodes.container("", *views, nb_element="mime_bundle")
    plain = [nodes.raw("", "{}", mime_type=cells.WIDGET)]
    plain += [nodes.raw("", "Button(style=ButtonStyle())", mime_type="text/plain")]
    idle = nodes.container("", *plain, nb_element="mime_bundle")
    document = _page(nodes.container("", bundle, idle, nb_element="cell_code"), embedded=False)
    document += ExplorerNode(spec={"controls": {}})
    scripts = {"ipywidgets_state": 1, "ipywidgets_1": 2, "other": 3}
    document.settings.env.nb_metadata = {"waves": {"js_files": scripts}}
    Faces(document).run()
    assert [each["mime_type"] for each in bundle] == [PAGE, "text/plain"]
    assert document.settings.env.nb_metadata["waves"]["js_files"] == {"other": 3}


@pytest.mark.parametrize(
    ("mode", "source", "shown", "count"),
    [
        ("off", "from explorable import interact", False, 1),
        ("off", "x = 1\nimport ipywidgets as widgets", False, 1),
        ("off", "from explorable import interact", True, 0),
        ("off", "import numpy", False, 0),
        ("auto", "from explorable import interact", False, 0),
    ],
)
def test_cells_that_nobody_runs_are_named(warned, mode, source, shown, count):
    cell = nodes.container(nb_element="cell_code")
    cell += nodes.container("", nodes.literal_block(source, source), nb_element="cell_code_source")
    if shown:
        cell += nodes.container(nb_element="cell_code_output")
    Faces(_page(cell, embedded=False, mode=mode)).run()
    assert len(warned) == count and all('execute_notebooks) is "off"' in each for each in warned)


def _page(bundle, embedded, mode="auto"):
    """Return a page of a site, or of a book whose builder runs no scripts."""
    document = new_document("waves")
    document += bundle
    builder = SimpleNamespace(embedded=embedded)
    document.settings.env = SimpleNamespace(
        docname="waves",
        app=SimpleNamespace(builder=builder),
        config=SimpleNamespace(nb_execution_mode=mode),
    )
    return document


def test_a_book_without_scripts_shows_question_picture_and_caption_alone():
    spec = {"name": "sea", "title": "A sea", "question": "How <high>?", "caption": "1 & 2"}
    bundle = nodes.container("", ExplorerNode(spec=spec, mime_type=DATA), nb_element="mime_bundle")
    bundle += nodes.raw("", "<svg></svg>", format="html", mime_type=PAGE)
    Faces(_page(bundle, embedded=True)).run()
    assert next(bundle.findall(ExplorerNode)).astext() == (
        '<figure class="explorable-figure"><p class="explorable-question">How &lt;high&gt;?</p>'
        '<svg></svg><figcaption class="explorable-caption">1 &amp; 2</figcaption></figure>'
    )


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("bars", "<function __main__.bars(height)>", 0),
        ("bars", "<function __main__.make.<locals>.bars(height)>", 0),
        ("bars", "<function waves.bars(height)>", 0),
        ("bars", "<function __main__.other(bars)>", 1),
        ("bars", "<function __main__.handlebars(n)>", 1),
        ("lambda", "<function __main__.<lambda>(n)>", 0),
    ],
)
def test_the_function_that_interact_returns_is_not_shown_below_it(name, text, left):
    shown = ExplorerNode(spec={"name": name}, mime_type=DATA)
    returned = nodes.literal_block("", text)
    returned = nodes.container("", returned, nb_element="mime_bundle")
    output = nodes.container("", shown, returned, nb_element="cell_code_output")
    cells._hide_function(output)
    assert len(output.children) - 1 == left


@pytest.mark.parametrize(
    ("language", "runs"),
    [("ipython3", 1), ("python", 1), ("", 1), ("julia", 0), ("R", 0), ("octave", 0), ("bash", 0)],
)
def test_a_page_runs_the_cells_of_python_alone(language, runs):
    source = nodes.container(nb_element="cell_code_source")
    source += nodes.literal_block("1", "1", language=language)
    cell = nodes.container("", source, nb_element="cell_code")
    assert len(cells.visible_cells(nodes.container("", cell))) == runs


def test_what_a_page_hides_is_known_by_the_notebook_that_ran(tmp_path):
    ran = tmp_path / "page.ipynb"
    code = [{"cell_type": "code", "source": [text]} for text in ("import numpy", "shown = 1")]
    ran.write_text(json.dumps({"cells": code}), "utf-8")
    source = nodes.container(nb_element="cell_code_source")
    source += nodes.literal_block("shown = 1", "shown = 1")
    assert cells.unseen(nodes.container("", source), ran) == ["import numpy"]
    assert cells.unseen(nodes.container("", source), tmp_path / "none.ipynb") == []


@pytest.mark.parametrize(
    ("shown", "glued"),
    [("<function __main__.wave(n)>", 1), ("<function wave>", 0), ("a <function f(n)>", 0)],
)
def test_a_function_that_glue_has_placed_is_a_warning_and_one_that_a_cell_shows_is_none(
    shown, glued, warned
):
    below = nodes.container("", nodes.literal_block(shown, shown), nb_element="cell_code_output")
    cell = nodes.container("", below, nb_element="cell_code")
    document = _page(cell, embedded=False)
    document += nodes.figure("", nodes.literal_block(shown, shown))
    Faces(document).run()
    assert ["no interactive figure" in each for each in warned] == [True] * glued
