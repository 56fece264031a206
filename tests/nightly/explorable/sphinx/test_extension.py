"""The extension typesets formulas at build time and says where one is wrong."""

import gzip
import json
import re
from functools import partial
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import projects
import pytest
from explorable.sphinx import extension
from explorable.sphinx.settings import Settings
from explorable.stored import DATA
from projects import SETTINGS
from sounds import tone

ROOT = Path(__file__).parents[4]


@pytest.fixture
def build(tmp_path):
    return partial(projects.build, tmp_path)


@pytest.mark.parametrize("changed", ["a.py", "page/a.js", "page/a.css", "front/english.json"])
def test_what_pages_are_made_of_writes_them_anew(tmp_path, monkeypatch, changed):
    """Words, too: they stand in pages, and the scripts' folder has another name with them."""
    monkeypatch.setattr(extension, "PACKAGE", tmp_path)
    source = tmp_path / changed
    source.parent.mkdir(exist_ok=True)
    source.write_text("one", "utf-8")
    before = extension.digest(Settings())
    source.write_text("other", "utf-8")
    assert extension.digest(Settings()) != before


FORMULAS = r"""Inline $x^2$ and

$$
\frac{a}{b}
$$ (half)

See {eq}`half`.

If $x$, then ($y$): $z$! So *$w$* it is.

Thus *a*,*b* and $x$,*c*.

Let $x \in \R$ and $\set{y}$.

\begin{align}
a &= b \\
c &= d
\end{align}

`f(x)`

<svg viewBox="0 0 1 1"><text>left</text></svg>
"""
NUMBERED = r"""(part)=
## A part

$$
x^2
$$ (square)

```{table} Values
:name: values

| x | y |
| - | - |
| 1 | 2 |
```

See {eq}`square`, {numref}`values` and {ref}`part`.
"""
MACROS = r"mathjax3_config = {'tex': {'macros': {'R': r'\mathbb{R}', 'set': [r'\{#1\}', 1]}}}"


def test_links_to_what_is_numbered_show_it_and_links_to_sections_do_not(build):
    page, warnings = build(NUMBERED, f"{SETTINGS}numfig = True\n")
    assert not warnings
    links = re.findall(r'<a class="([^"]* internal)" href="#([^"]+)"', page)
    shown = {name for classes, name in links if "explorable-quoted" in classes}
    assert shown == {"equation-square", "values"}
    assert "part" in {name for _classes, name in links}
    assert "/page/quoted.js" in page


def test_formulas_become_mathml_with_numbers_macros_and_the_punctuation_behind_them(build):
    page, warnings = build(FORMULAS, f"{SETTINGS}{MACROS}\n")
    assert not warnings
    assert len(re.findall(r"<math\b", page)) == 10
    assert (
        len(re.findall(r'class="math[^"]*"[^>]* translate="no"', page)) == 9
    )  # align is `amsmath`
    assert 'href="#equation-half"' in page
    assert not re.search(r"<script[^>]*mathjax", page, re.IGNORECASE)
    assert 'new FontFace("STIX2", "url(_static/temml/STIXTwoMath.woff2)")' in page
    behind = {"If x, then (y): z! So w it is.": [",", "):", "!", ""], "Thus a,b and x,c.": [","]}
    for text, signs in behind.items():
        (line,) = re.findall(f"<p>({text[:2]}.*?)</p>", page)
        assert re.sub("<[^>]+>", "", line) == text
        assert re.findall("</math>(.*?)</span>", line) == signs
    assert "ℝ" in page and re.search(r"<mi>y</mi>.*}", page)
    assert len(re.findall(r'class="eqno"', page)) == 2  # one of each block
    assert "tml-eqn" not in page  # Temml would number both lines again
    for element in ("code", "svg"):
        assert all('translate="no"' in tag for tag in re.findall(f"<{element}[ >][^>]*>?", page))


def test_a_wrong_formula_is_a_warning_with_its_place(build):
    page, warnings = build("$$\n\\fraction{a < b}{c}\n$$ (half)")
    assert '<code translate="no">\\fraction{a &lt; b}{c}</code>' in page and 'class="eqno"' in page
    assert "index.md:3: WARNING: Unsupported function name: \\fraction at position" in warnings


def test_pages_that_are_folders_find_what_they_fetch_and_jobs_are_no_warning(build, tmp_path):
    head = "---\nfile_format: mystnb\nkernelspec: {name: python3}\n---\n"
    page = f"{head}# Title\n\n```{{code-cell}} python\nprint(1)\n```\n"
    names = ["coast/index", *(f"coast/tide{number}" for number in range(6))]
    build(
        "```{toctree}\n" + "\n".join(names) + "\n```",
        f"{CACHED}extensions.append('explorable.theme')\nexplorable_offline = True\n",
        *("-W", "-j", "2", "-b", "dirhtml"),
        pages={f"{name}.md": page for name in names},
    )
    worker = (tmp_path / "html" / "keep-worker.js").read_text("utf-8")
    for page in ("coast/index.html", "coast/tide3/index.html"):
        path = tmp_path / "html" / page
        (live,) = re.findall('data-explorable-live="([^"]*)"', path.read_text("utf-8"))
        home = (path.parent / json.loads(unescape(live))["home"]).resolve()
        assert home == tmp_path / "html" / "_live" and (home / "manifest.json").exists()
        assert f'"{page}"' in worker


def test_an_empty_gallery_says_what_it_shows(build):
    settings = SETTINGS.replace("myst_parser", "myst_nb")
    _, warnings = build("```{explorer-gallery}\n```", settings)
    assert "the gallery is empty" in warnings and "index.md:3" in warnings


def test_a_slip_in_a_setting_and_an_unknown_package_are_named(build):
    _, warnings = build("Words.", f"{SETTINGS}explorable_packges = ['waves']\n")
    assert (
        "explorable_packges is no setting; did you mean explorable_packages? [explorable.settings]"
        in warnings
    )
    with pytest.raises(
        AssertionError, match="must name importable packages, got 'nosuch'"
    ) as error:
        build("Words.", f"{SETTINGS}explorable_packages = ['nosuch']\n")
    assert "threw an exception" not in str(error.value)


def test_a_changed_style_writes_every_page_anew(build, tmp_path):
    build("$x$")
    changed = f"""{SETTINGS}
from explorable.sphinx import extension
extension.digest = lambda *made_of: "another"
"""
    for settings, written in ((SETTINGS, False), (changed, True)):
        (tmp_path / "html" / "index.html").write_text("stale", encoding="utf-8")
        assert (build("$x$", settings)[0] != "stale") == written


def test_a_page_with_numbers_is_written_once(build, tmp_path):
    settings = SETTINGS.replace('"dollarmath"', '"dollarmath", "colon_fence"')
    settings += "explorable_numbering = numfig = True\n"
    pages = {"03-waves.md": "# Waves\n\n:::{table} A\n:name: a\n\n| b |\n|---|\n| c |\n:::\n"}
    contents = "```{toctree}\n:numbered:\n\n03-waves\n```"
    build(contents, settings, pages=pages)
    page = tmp_path / "html" / "03-waves.html"
    assert "Table 3.1" in page.read_text("utf-8")
    page.write_text("kept", "utf-8")
    build(contents, settings, pages=pages)
    assert page.read_text("utf-8") == "kept"


def stored(text="# Title", module="sounds"):
    """Return a notebook that shows an explorer below a text."""
    data, metadata = tone._repr_mimebundle_()
    data[DATA] = data[DATA].replace('"sounds"', f'"{module}"')
    return projects.notebook((data, metadata), text)


CACHED = (
    SETTINGS.replace("myst_parser", "myst_nb")
    + "nb_execution_mode = 'off'\nsuppress_warnings = ['myst-nb.lexer']\n"
    + f"import sys; sys.path.append({str(ROOT / 'tests' / 'support')!r})\n"
    + "explorable_packages = ['sounds']\n"
    + f"explorable_cache = {str(ROOT / '.cache')!r}\n"
    + "explorable_trial = False\n"
)


GONE = """
from explorable.bundle import vendor
def gone(cache, packages): raise vendor.Unavailable("no line")
vendor.pyodide = gone
"""


def test_a_page_with_an_explorer_is_alive_in_any_project(build, tmp_path):
    old = [tmp_path / "html" / "_live" / each for each in ("baked/old.json.gz", "sources/old.py")]
    for path in old:
        path.parent.mkdir(parents=True)
        path.touch()
    page, warnings = build(stored(), CACHED)
    assert not warnings
    (live,) = re.findall(r"data-explorable-live=\"([^\"]*)\"", page)
    live = json.loads(unescape(live))
    home = tmp_path / "html" / live["home"]
    manifest = json.loads((home / "manifest.json").read_text("utf-8"))
    named = [*manifest["core"].values(), *manifest["archives"], *manifest["data"].values()]
    for path in [*(each["file"] for each in named), *live["baked"].values()]:
        assert (home / path).exists()
    assert "tone" in live["baked"]
    frames = json.loads(gzip.decompress((home / live["baked"]["tone"]).read_bytes()))
    assert f'data-longest="{max((each["caption"] for each in frames), key=len)} ' in page
    assert not [path for path in old if path.exists()]


def test_pages_have_the_encoding_of_their_book_and_what_lies_beside_them_any(build, tmp_path):
    beside = tmp_path / "book" / "beside"
    beside.mkdir(parents=True)
    (beside / "older.html").write_text("<p>größer</p>", "utf-16")
    settings = f"{CACHED}extensions.append('explorable.theme')\nhtml_extra_path = ['beside']\n"
    settings += "html_output_encoding = 'iso-8859-1'\n"
    page, _ = build(stored(), settings, pages={"übung.md": "# Größe → Wert"})
    (live,) = re.findall('data-explorable-live="([^"]*)"', page)
    live, made = json.loads(unescape(live)), tmp_path / "html"
    assert live["baked"]
    assert all((made / live["home"] / each).exists() for each in live["baked"].values())
    assert "Größe &#8594; Wert" in (made / "übung.html").read_text("iso-8859-1")
    assert (made / "older.html").read_text("utf-16") == "<p>größer</p>"


def test_the_paths_of_a_pruned_page_are_short_in_explorers_too(build):
    page, _ = build(stored(), f"{CACHED}{GONE}extensions.append('explorable.theme')\n")
    paths = re.findall(r'<path[^>]* d="([^"]*)"', page)
    assert len(paths) > 5 and not [path for path in paths if "\n" in path]


def test_a_page_without_explorers_loads_none_of_it(build, tmp_path):
    page, _ = build("Words.", CACHED)
    assert "boot.js" not in page
    assert not (tmp_path / "html" / "_live").exists()


def test_a_page_says_the_words_of_its_book(build):
    german = {"disk": "Von der Platte.", "chapter": "Kapitel", "explorers": "{count} Bilder"}
    german |= {"oneExplorer": "ein Bild", "fullScreen": "<Vollbild>"}
    page, _ = build(
        stored("# Title\n\n```{explorer-gallery}\n```"),
        f"{CACHED}{GONE}explorable_words = {german}\n",
    )
    assert ">&lt;Vollbild&gt;</button>" in page and ">Reset</button>" in page
    assert "Von der Platte." in page and 'id="explorable-words"' in page
    assert ">ein Bild</output>" in page and 'data-many="{count} Bilder"' in page
    assert "<label>Kapitel <select" in page and "<label>Keywords <input" in page


def test_switches_have_sheets_and_scripts_of_their_own(build):
    names = ("formulas", "gallery", "numbering")
    traces = {"formulas": "temml.css", "gallery": "page/gallery.js"}
    for on in (None, *traces):
        settings = "".join(f"explorable_{name} = {name == on}\n" for name in names)
        text = "```{explorer-gallery}\n```" if on == "gallery" else "Words."
        page, warnings = build(
            text, 'extensions = ["myst_parser", "explorable.sphinx"]\n' + settings
        )
        assert (
            warnings.count("the gallery is empty") == warnings.count("WARNING") == (on == "gallery")
        )
        assert [name for name, trace in traces.items() if trace in page] == [on] * bool(on)


def test_an_explorer_that_pages_cannot_import_is_named(build):
    _, warnings = build(stored(), CACHED.replace("['sounds']", "[]"))
    assert "sounds is not among the packages that pages are given" in warnings
    assert "explorable_packages" in warnings


def test_an_explorer_of_a_module_that_is_gone_stays_still(build):
    page, warnings = build(stored(module="gone"), CACHED)
    assert "cannot be imported while the book is built (No module named 'gone')" in warnings
    assert "explorable_packages" in warnings and "boot.js" in page


def test_an_explorer_made_in_a_cell_needs_no_module(build):
    page, warnings = build(stored(module="__main__"), CACHED)
    assert not warnings and "&quot;baked&quot;: {}" in page


@pytest.mark.parametrize(
    ("made", "cache", "excluded"),
    [
        ("_build/html", ".cache", {"_build", ".cache"}),
        ("_build/dirhtml", "_build/cache", {"_build"}),
        ("docs/html", ".cache", {"docs/html", "docs/jupyter_execute", "docs/.jupyter_cache"}),
        ("html", "../cache", {"html", "jupyter_execute", ".jupyter_cache"}),
        ("../html", ".cache", {".cache"}),
    ],
)
def test_what_builds_make_among_the_sources_is_no_page(tmp_path, made, cache, excluded):
    source = tmp_path / "book"
    app = SimpleNamespace(srcdir=source, outdir=source / made, doctreedir=source / made / ".trees")
    found = extension._no_pages(app, Settings(cache=str(source / cache)))
    assert excluded <= {*found} and not {"docs", ".", ".."} & {*found}


def test_a_book_is_built_twice_into_its_own_folder(tmp_path):
    """What a build has made is no page of the next."""
    book = tmp_path / "book"
    book.mkdir()
    (book / "conf.py").write_text(SETTINGS, "utf-8")
    (book / "index.md").write_text("# Title", "utf-8")
    for _ in range(2):
        result = projects.sphinx(book, "-q", "-N", "-W", ".", "_build/html")
        assert (result.returncode, result.stderr) == (0, "")
        (book / "_build/html/_static/more.md").write_text("# What a package puts there")
        (book / "_build/more.md").write_text("# What is run there")
