"""The extension typesets formulas at build time and says where one is wrong."""

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from descent.explorers.softmax import softmax_temperature

ROOT = Path(__file__).parents[2]
SETTINGS = """
extensions = ["myst_parser", "descent.site"]
myst_enable_extensions = ["amsmath", "dollarmath"]
html_math_renderer = "descent"
"""


@pytest.fixture
def build(tmp_path):
    """Build a book of one page, in a process of its own; return the page and the warnings."""

    def build(text: str, settings: str = SETTINGS) -> tuple[str, str]:
        book = tmp_path / "book"
        book.mkdir(exist_ok=True)
        (book / "conf.py").write_text(settings, encoding="utf-8")
        if not (book / "index.md").exists():
            (book / "index.md").write_text(f"# Title\n\n{text}\n", encoding="utf-8")
        command = [sys.executable, "-m", "sphinx", "--quiet", "--no-color", "book", "html"]
        result = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
        )
        return (tmp_path / "html" / "index.html").read_text("utf-8"), result.stderr

    return build


def test_formulas_become_html_and_mathml(build):
    page, warnings = build("Inline $x^2$ and\n\n$$\n\\frac{a}{b}\n$$ (half)\n\nSee {eq}`half`.")
    assert not warnings
    assert len(re.findall(r"<math\b", page)) == 2
    assert 'href="#equation-half"' in page
    assert not re.search(r"<script[^>]*mathjax", page, re.IGNORECASE)


def test_a_wrong_formula_is_a_warning_with_its_place(build):
    _, warnings = build("$$\n\\fraction{a}{b}\n$$")
    assert "index.md:3: WARNING: Unsupported function name: \\fraction at position 2 in" in warnings


def test_the_page_numbers_environments_once(build):
    page, warnings = build("\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}")
    assert not warnings
    assert len(re.findall(r'class="eqno"', page)) == 1
    assert "tml-eqn" not in page  # Temml would number both lines again


def test_styles_and_fonts_are_on_the_page(build, tmp_path):
    page, _ = build("$x$")
    static = tmp_path / "html" / "_static"
    style = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    for rule in ("math", ".descent-explorer", ".descent-status"):
        assert rule in style
    addresses = re.findall(r"url\(['\"]?(?!data:)([^)\"']+)", style)
    assert "_static/temml/STIXTwoMath.woff2" in addresses
    assert not [each for each in addresses if not (tmp_path / "html" / each).exists()]
    assert "_static/book.js" in page and (static / "book.js").exists()
    assert "https://" not in "".join(re.findall(r"<(?:link|script)[^>]*>", page))


def test_a_changed_style_writes_every_page_anew(build, tmp_path):
    build("$x$")
    changed = (
        SETTINGS + "from descent.site import extension\nextension._digest = lambda: 'another'\n"
    )
    for settings, written in ((SETTINGS, False), (changed, True)):
        (tmp_path / "html" / "index.html").write_text("stale", encoding="utf-8")
        assert (build("$x$", settings)[0] != "stale") == written


EXPLORER = "```{raw} html\n" + softmax_temperature.html() + "\n```"
CACHED = SETTINGS + f"descent_cache = {str(ROOT / '.cache')!r}\n"


def test_a_page_with_an_explorer_is_alive_in_any_project(build, tmp_path):
    page, warnings = build(EXPLORER, CACHED)
    assert not warnings
    (live,) = re.findall(r"data-descent-live=\"([^\"]*)\"", page)
    live = json.loads(unescape(live))
    home = tmp_path / "html" / live["home"]
    manifest = json.loads((home / "manifest.json").read_text("utf-8"))
    named = [*manifest["core"].values(), *manifest["archives"], *manifest["data"].values()]
    for path in [*(each["file"] for each in named), *live["sweeps"].values()]:
        assert (home / path).exists()
    assert "softmax_temperature" in live["sweeps"]


def test_a_page_without_explorers_loads_none_of_it(build, tmp_path):
    page, _ = build("Words.", CACHED)
    assert "boot.js" not in page
    assert not (tmp_path / "html" / "_live").exists()


def test_where_python_cannot_be_had_the_build_succeeds(build, tmp_path):
    gone = "from descent.site import vendor\ndef gone(cache): raise vendor.Unavailable('no line')\n"
    page, warnings = build(EXPLORER, CACHED + gone + "vendor.pyodide = gone\n")
    assert not warnings
    assert "boot.js" in page and "<svg" in page
    assert not (tmp_path / "html" / "_live" / "manifest.json").exists()
