"""Edits of what others have written: made where they fit, loud where they do not."""

import re
from pathlib import Path

import pytest
from explorable.sphinx.theme import icons, policy, prune, rewrite
from explorable.sphinx.theme.rewrite import Rule, apply

RULE = Rule("the sign", 'data-x="', re.compile(r'data-x="\w+"'), "", always=True)


def test_a_rule_that_fits_is_quiet(warned):
    assert apply([RULE], '<p data-x="a"></p>', "index") == "<p ></p>"
    assert not warned


def test_a_rule_that_has_nothing_to_do_is_quiet_in_other_themes(warned):
    assert apply([RULE], "<p></p>", "index", "alabaster") == "<p></p>"
    assert not warned


@pytest.mark.parametrize(
    ("html", "warning"),
    [
        ('<p data-x="a b"></p>', "the sign: another markup than this extension knows"),
        ("<p></p>", "the sign: sphinx_book_theme does not write it any more"),
    ],
)
def test_a_rule_that_misses_is_loud(warned, html, warning):
    apply([RULE], html, "index", rewrite.THEME)
    assert warned == [warning]


HEAD = """<script defer src="_static/scripts/fontawesome.js?digest=1"></script>
<script src="_static/searchtools.js"></script><script src="searchindex.js"></script>
<script src="_static/doctools.js"></script>
<script defer src="_static/sphinx_highlight.js?v=1"></script>
<button onclick="window.print()"
  title="Print to PDF"><button onclick="toggleFullScreen()">"""


def test_the_rules_leave_nothing_of_what_they_look_for(warned):
    page = apply(
        (*icons.RULES, prune.SEARCH, prune.MARKS, *policy.RULES), HEAD, "index", rewrite.THEME
    )
    assert not warned
    assert "onclick" not in page and 'data-do="print"' in page
    assert page.strip().startswith('<script src="_static/doctools.js"></script>')


def test_the_theme_gives_no_tab_stops_box_by_box(warned):
    script = Path(pytest.importorskip("pydata_sphinx_theme").__file__).parent
    (script,) = script.glob("theme/**/pydata-sphinx-theme.js")
    script = script.read_text("utf-8")
    edited = apply([prune.TAB_STOPS], script, theme=rewrite.THEME)
    assert not warned
    assert len(edited) < len(script) and ".clientHeight?" not in edited
