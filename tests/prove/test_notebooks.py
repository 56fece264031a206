"""What teachers wrote for `interact`: as it stands, tried and moved; with one import changed."""

from itertools import product

import pytest
from explorable.sphinx.trial import Trial
from stranger_books import FORMS, ROOT, asks_and_prints
from strangers import MOVES, move


@pytest.fixture(scope="module")
def tab(request, open_tab):
    with open_tab(request.param) as tab:
        yield tab


@pytest.mark.parametrize(
    ("name", "tab"),
    [
        *((name, "chromium") for name in MOVES),
        *product(["foreign_html", "images"], ["firefox", "webkit"]),
    ],
    indirect=["tab"],
)
def test_it_is_moved_by_keys(tab, books, name):
    move(tab, f"{books('no import')}/{name}.html", name)


@pytest.mark.parametrize("tab", ["chromium"], indirect=True)
@pytest.mark.parametrize("name", FORMS["one import"])
def test_it_is_moved_by_keys_with_one_import_changed(tab, books, name):
    move(tab, f"{books('one import')}/{name}.html", name)


@pytest.mark.parametrize(
    ("form", "name"),
    [(form, name) for form in ("one import", "no import") for name in FORMS[form]],
)
def test_it_asks_its_own_host_alone_and_prints_as_it_starts(books, browser, form, name):
    asks_and_prints(browser, books(form), name)


@pytest.mark.parametrize("name", FORMS["no import"])
def test_a_trial_of_its_cells_finds_nothing(sites, name):
    assert list(Trial(ROOT / ".cache", sites("no import") / "_live").run([name])) == []
