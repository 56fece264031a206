"""What a page of MyST's engine is answered: nodes for what is stored, words for what is not."""

import pytest
from explorable import stored
from explorable.myst.page import WIDGET, replace_outputs
from explorable.sphinx import pages
from samples import SAMPLES, TEST

ASKED = {**SAMPLES, "test": TEST}


@pytest.fixture(autouse=True)
def book(tmp_path, monkeypatch):
    """Stand in a book whose formulas have a macro."""
    (tmp_path / "myst.yml").write_text("project: {math: {'\\R': '\\mathbb{R}'}}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answered(*bundles, source="", lay=False):
    cells = [{"source": source, "tags": [], "outputs": list(bundles)}]
    return replace_outputs({"file": "a.ipynb", "cells": cells, "lay": lay})


def flat(node):
    yield node
    for child in node.get("children", ()):
        yield from flat(child)


def of_kind(node, *kinds):
    return [each for each in flat(node) if each["type"] in kinds]


def question(asked):
    return {stored.DATA: stored.write("question", asked.asked)}


@pytest.mark.parametrize("name", ASKED)
def test_a_living_question_has_the_links_and_formulas_of_the_still_one(name):
    ((node,),) = answered(question(ASKED[name]))["nodes"]
    still, widget = node["children"]
    living = widget["model"]["html"]
    assert living.count("<a ") == len(of_kind(still, "link", "crossReference"))
    assert living.count("<math") == len(of_kind(still, "inlineMath"))
    assert all(each["html"].startswith("<math") for each in of_kind(still, "inlineMath"))
    words = "".join(each["value"] for each in of_kind(still, "text"))
    assert ASKED[name].text.split()[0].strip("*$`") in words or "$" in ASKED[name].text


def test_a_formula_has_the_macros_of_the_book_and_one_that_is_none_stays_as_it_was_written():
    asked = SAMPLES["number"]
    for prompt, seen in {r"In $\R$": "ℝ", r"In $\frac{1$": r"<code>\frac{1</code>"}.items():
        changed = {**asked.asked, "prompt": prompt}
        data = {stored.DATA: stored.write("question", changed)}
        ((node,),) = answered(data)["nodes"]
        assert seen in of_kind(node, "inlineMath")[0]["html"]


def test_an_explorer_of_no_package_stays_still_and_is_named(bars):
    data = bars._repr_mimebundle_()[0]
    result = answered(data)
    ((node,),) = result["nodes"]
    assert not of_kind(node, "anywidget")
    assert of_kind(node, "text")[0]["value"].endswith(bars.caption_at(**bars.start))
    (trouble,) = result["troubles"]
    assert bars.name in trouble
    assert "explorable_packages" in trouble


def test_a_setting_that_is_none_is_named(book):
    (book / "myst.yml").write_text(
        "project: {options: {explorable_package: [a], other: 1}}\n", "utf-8"
    )
    (trouble,) = answered(question(SAMPLES["choice"]))["troubles"]
    assert trouble.startswith("explorable_package is no setting; those are explorable_packages, ")


def test_what_all_pages_fetch_is_laid_when_it_is_asked_for(book, monkeypatch):
    laid = []
    monkeypatch.setattr(pages, "add_python", lambda *given: laid.append(given))
    monkeypatch.setattr("explorable.bundle.editor.build", lambda cache: book / "myst.yml")
    ((node,),) = answered(question(SAMPLES["choice"]), lay=True)["nodes"]
    assert len(laid) == 1
    entry = book / of_kind(node, "anywidget")[0]["esm"].lstrip("/")
    *first, last = entry.read_text("utf-8").splitlines()
    for line in (*first, last):
        assert (entry.parent / line.split('"')[1]).exists()
    assert last.startswith("export { default }")


def test_who_lays_nothing_and_shows_nothing_of_ours_costs_nothing(book):
    assert answered({"text/plain": "2"}) == {"nodes": [[None]], "troubles": []}
    assert not (book / "_build").exists()


@pytest.mark.parametrize(
    ("bundles", "source", "said"),
    [
        ([{WIDGET: "{}", "text/plain": "IntSlider(value=1)"}], "", "IntSlider(…) was not stored"),
        ([{"text/plain": "interactive(children=())"}], "", "--interact a.ipynb"),
        ([], "import ipywidgets", "they have no stored outputs"),
    ],
)
def test_what_is_not_stored_for_pages_is_named_with_what_stores_it(bundles, source, said):
    (trouble,) = answered(*bundles, source=source)["troubles"]
    assert "code cell 1" in trouble
    assert said in trouble
    assert "python -m explorable.authoring.notebooks" in trouble
