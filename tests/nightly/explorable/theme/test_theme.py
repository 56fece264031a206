"""Pages are light and strict in any theme, and most so in the extension's own."""

import re
from functools import partial
from importlib.util import find_spec

import projects
import pytest

SETTINGS = projects.SETTINGS.replace("explorable.sphinx", "explorable.theme")
OWN = SETTINGS + "html_theme = 'explorable_book'\n"


def needs(module):
    return pytest.mark.skipif(find_spec(module) is None, reason=f"{module} is not installed")


own_theme = needs("sphinx_book_theme")


@pytest.fixture
def build(tmp_path):
    return partial(projects.build, tmp_path)


@pytest.mark.parametrize(
    "theme",
    [
        "alabaster",
        pytest.param("furo", marks=needs("furo")),
        pytest.param("sphinx_book_theme", marks=own_theme),
        pytest.param("explorable_book", marks=own_theme),
    ],
)
def test_a_second_build_is_as_quiet_as_the_first(build, theme):
    settings = f"{SETTINGS}html_theme = {theme!r}\n"
    first, *quiet = build("Words.", settings)
    second, *still_quiet = build("Words.", settings)
    assert not any(quiet + still_quiet) and first == second
    assert "onclick" not in first and ('data-do="print"' in first) == ("book" in theme)


def test_a_page_has_its_style_short_paths_plain_names_and_scripts_that_wait(build):
    path = "```{raw} html\n<svg><path d='M 1 1 L 2 3'/><path d=\"M 1 1 L 2 3\"/></svg>\n```"
    code = "```python\npitch = wave(x)\n```"
    page, _ = build(f"{path}\n\n{code}", SETTINGS)
    assert page.count("M 1 1 L 2 3") == 1 and 'd="M1 1l1 2"' in page
    assert '<span class="o">=</span> wave(x)' in page
    assert not re.search('<script src="(?!.*search)', page) and "<style>" in page


def test_styles_and_fonts_are_on_the_page(build, tmp_path):
    page, _ = build("$x$", SETTINGS)
    static = tmp_path / "html" / "_static"
    style = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    for rule in ("math", ".explorable-explorer", ".explorable-status"):
        assert rule in style
    addresses = re.findall(r"url\(['\"]?(?!data:)([^)\"']+)", style)
    assert "_static/temml/STIXTwoMath.woff2" in addresses
    assert not [each for each in addresses if not (tmp_path / "html" / each).exists()]
    (script,) = re.findall(r"_static/(live-\w+/page/tab_stops\.js)", page)
    assert (static / script).exists()
    assert "https://" not in "".join(re.findall(r"<(?:link|script)[^>]*>", page))


@pytest.mark.parametrize("on", ["policy", "style", None])
def test_each_part_can_be_left_out(build, on):
    switches = "".join(f"explorable_{name} = {name == on}\n" for name in ("policy", "style"))
    page, warnings = build("Words.", SETTINGS + switches)
    traces = {"policy": "Content-Security-Policy", "style": "<style>"}
    assert not warnings
    assert [name for name, trace in traces.items() if trace in page] == [on] * bool(on)


@own_theme
def test_its_theme_writes_no_handlers_and_asks_for_no_more_than_a_page_needs(build, tmp_path):
    pages = {"tea.md": "# Tea & milk\n\n```{toctree}\ncups\n```\n", "cups.md": "# Cups\n"}
    page, warnings = build("```{toctree}\ntea\n```", OWN, pages=pages)
    assert not warnings
    (printing,) = re.findall(r"<button data-do=\"print\".*?>", page, re.DOTALL)
    assert 'title="Print what is open' in printing
    assert '<summary aria-label="Pages under Tea &amp; milk">' in page
    assert ".fa-ellipsis-vertical{" in page and "mask:" in page
    asked = re.findall(r"\w+\.js", "".join(re.findall("<(?:script|link)[^>]*>", page)))
    assert "bootstrap.js" in asked and "doctools.js" in asked
    left_out = {"fontawesome.js", "searchtools.js", "searchindex.js", "sphinx_highlight.js"}
    assert not left_out & set(asked)
    search = (tmp_path / "html" / "search.html").read_text("utf-8")
    assert "searchtools.js" in search and "sphinx_highlight.js" in search


@own_theme
def test_a_script_in_the_text_is_refused_and_loud(build):
    _, warnings = build("```{raw} html\n<script>let own = 1;</script>\n```", OWN)
    assert warnings.count("a script in the text or in a stored output") == 1


@own_theme
def test_of_two_buttons_of_one_drawer_the_one_that_is_seen_is_heard(build):
    navbar = 'html_theme_options = {"navbar_center": ["navbar-nav"]}\n'
    page, _ = build("Words.", OWN + navbar)
    (seen,) = re.findall(r"<button [^>]*\bprimary-toggle\b[^>]*>", page)
    assert page.count("sidebar-toggle") > 1
    assert "btn btn-sm" in seen
