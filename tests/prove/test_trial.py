"""A stranger's book: the build says what its readers would meet, and which setting mends it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import nbformat
import projects
import pytest
from explorable.bundle.download import Unavailable
from explorable.sphinx import trial
from explorable.sphinx.mending import mend
from playwright.sync_api import expect
from serving import serving

ROOT = Path(__file__).parents[2]
SETTINGS = f"""
import explorable.sphinx.trial
explorable.sphinx.trial.LONG = {trial.PATIENCE}  # how fast this machine is, is not what is tried
extensions = ["myst_nb", "explorable.sphinx"]
nb_execution_mode = "cache"
explorable_cache = {str(ROOT / ".cache")!r}
"""
MENDED = """
explorable_requirements = ["pandas"]
explorable_files = ["sea/*.csv"]
"""
HEAD = """---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3}
---
# A page
"""
WAVE = """
from explorable import explorer

@explorer(freq=(1, 5))
def wave(figure):
    "A wave."
    (line,) = figure.subplots().plot(x, x)

    def update(freq):
        line.set_ydata(np.sin(freq * x))
        return f"{len(x)} points, frequency {freq}"

    return update

wave
"""
PAGES = {
    "usual": [
        "%matplotlib inline\n%config InlineBackend.figure_format = 'svg'\n"
        "from ipywidgets import interact\nimport numpy as np\nx = np.linspace(0, 1, 9)",
        WAVE,
        "%timeit np.sin(x)",
    ],
    "alone": [  # a page of explorers runs what a figure reads, and the seed
        "import numpy as np",
        "np.random.seed(1)",
        "np.set_printoptions(precision=2)",
        "x = np.random.uniform(size=9)",
        WAVE.replace("{len(x)} points", "{x[0]:.9f}"),
        ":tags: [remove-input]\n" + WAVE.replace("wave", "tide"),
    ],
    "chance": [
        "import ipywidgets\nimport numpy as np\nimport matplotlib.pyplot as plt\n"
        "from explorable import interact, interactive",
        "x = np.random.default_rng().normal(size=9)",
        """
@interact(n=(1, 5))
def silent(n):
    plt.plot(n * x)
    plt.show()

@interact(n=(1, 5))
def third(n):
    print(n * np.array([1 / 3]))
""",
        "still = interactive(lambda n: print(n), n=ipywidgets.DatePicker())\ndisplay(still, still)",
        WAVE,
    ],
    "late": [  # what fails behind what the figure reads; what else is lacking is told at once
        "import numpy as np\nx = np.arange(3)\nimport seaborn",
        WAVE,
        "import bs4\nimport of_nobody\nnp.loadtxt('sea/tides.csv', skiprows=1)",
        "%time spent = 1\nexec('given = spent')",
    ],
    "whole": [
        "import matplotlib.pyplot as plt\nimport numpy as np\nfrom explorable import interact",
        "print(np.prod(np.arange(1, 21)))",
        """
@interact(n=(1, 20))
def power(n):
    print((np.arange(4) ** n).sum())

@interact(n=(1, 20))
def curve(n):
    plt.plot(np.arange(4) ** n)
    plt.title("powers")
    plt.show()

@interact(n=(20, 21))
def heat(n):
    plt.imshow(np.arange(4).reshape(2, 2) ** n)
    plt.title("powers")
    plt.show()

@interact(kind=["total", "table", "no such"])
def option(kind):
    if kind == "table":
        import pandas
    print({"total": 1, "table": 2}[kind])
""",
    ],
    "sea/file": ["import numpy as np\nx = np.loadtxt('tides.csv', skiprows=1)", WAVE],
    "sea/table": [
        "import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd",
        "x = np.asarray(pd.read_csv('tides.csv')['height'])",
        WAVE,
        """
from explorable import interact

@interact(rows=(1, 3))
def several(rows):
    for title in ("first", "second"):
        plt.figure(figsize=(3, 2))
        plt.plot(x[:rows], "o")
        plt.title(f"{title}, {rows}")
        plt.show()
    print(f"{rows} rows")
    return pd.DataFrame({"height": x[:rows]})
""",
    ],
}
PANDAS = '''"""Stands for pandas, which the kernel that runs the notebooks need not have."""
import numpy as np

def read_csv(path):
    return {"height": np.loadtxt(path, skiprows=1)}

class DataFrame(dict):
    def _repr_html_(self):
        return "<table><tr><td>a table</td></tr></table>"
'''
WHERE = re.compile(r"(\w+)\.md: WARNING: (.*)")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A way to build the book with settings, as its author does: the result and its warnings."""
    folder = tmp_path_factory.mktemp("stranger")
    source, native = folder / "book", folder / "native"
    (source / "sea").mkdir(parents=True)
    native.mkdir()
    (native / "pandas.py").write_text(PANDAS)
    for name in ("seaborn", "bs4", "of_nobody"):
        (native / f"{name}.py").touch()
    (source / "sea" / "tides.csv").write_text("height\n1.5\n2.5\n4.0\n")
    new = f"\n```{{code-cell}} python\n# {uuid4()}: nobody has tried these pages before\n```\n"
    for name, cells in PAGES.items():
        blocks = (f"\n```{{code-cell}} python\n{cell.strip()}\n```\n" for cell in cells)
        (source / f"{name}.md").write_text(HEAD + "".join(blocks) + new)
    listed = "\n".join(PAGES)
    (source / "index.md").write_text(f"# A book\n\n```{{toctree}}\n{listed}\n```\n")
    sources = ROOT / "code" / "explorable" / "src"
    path = os.pathsep.join([str(sources), str(native)])

    def build(settings=""):
        (source / "conf.py").write_text(SETTINGS + settings)
        options = ["-N", "-W", "--keep-going", "book", "html"]
        result = projects.sphinx(folder, *options, PYTHONPATH=path)
        return result, WHERE.findall(result.stderr)

    def tried(*pages):
        command = [sys.executable, "-m", "explorable.sphinx.trial", str(ROOT / ".cache"), "html"]
        options = {"cwd": folder, "env": {**os.environ, "PYTHONPATH": path}, "timeout": 300}
        return subprocess.run([*command, *pages], **options, capture_output=True, text=True)

    build.site, build.tried = folder / "html", tried
    return build


@pytest.fixture(scope="module")
def warned(book):
    """The first build of the book, with no setting, and its warnings."""
    return book()


MET = {
    # The magics of its first cell, and the widget that nobody uses, are no trouble.
    "usual": [
        r"cell 3 fails on the page \(A page runs only Python, and '%timeit.*"
        "leave the line out of the notebook"
    ],
    "alone": [
        "tide stays still: the page does not show the cell that makes it; tag",
    ],
    # Of a picture that nothing says in words, and of a widget that is shown twice.
    "chance": [
        "code cell 4: lambda stays still on a page: pages have no DatePicker;",
        "silent of cell 3 starts otherwise at each visit: what it or",
        "wave of cell 5 starts otherwise at each visit: what it or",
    ],
    "late": [
        r"cell 1 fails .*no package seaborn.* \[explorable.cells\]",
        r"cell 3 fails .*add \"sea/tides.csv\" to explorable_files",
        r"cell 3 fails .*add \"beautifulsoup4\" to",
        r"cell 3 fails .*no package of_nobody.*add \"of_nobody\" to explorable_packages",
    ],
    "whole": [
        "cell 2 prints 2432902008176640000 in a notebook, and not on the p",
        "cell 3, which option needs, fails .*no package pandas",
        "curve of cell 3 shows on the page for n=20 a smaller picture: whole",
        "heat of cell 3 shows on the page at its start a smaller picture: w",
        "power of cell 3 shows .* '-807134318' and not '3487832978': whole n",
    ],
    "file": [
        "cell 1, which wave needs, fails .*FileNotFoundError: tides.csv not f.*"
        'add "sea/tides.csv" to explorable_files'
    ],
    # What leans on the package is not told again, and what else is lacking is told at once.
    "table": [
        "cell 1, which wave and several need, fails .*no package pandas.*"
        'add "pandas" to explorable_requirements',
        'cell 2, which wave and several need, fails .*add "sea/tides.csv" to explorable_files',
    ],
}
"""What the readers of each page would meet, as the build says it."""


def test_what_a_reader_would_meet_fails_a_strict_build(warned):
    result, warnings = warned
    assert result.returncode
    said = {}
    for page, warning in sorted(warnings):
        said.setdefault(page, []).append(warning)
    assert said.keys() == MET.keys()
    for page, sentences in MET.items():
        for sentence, warning in zip(sentences, said[page], strict=True):
            assert re.match(sentence, warning)


def test_what_was_tried_is_kept_and_can_be_suppressed(book, warned):
    first, _ = warned
    assert "trying the cells of 7 pages" in first.stdout
    assert first.stdout.count("exec in cell 4 of late") == 1
    silent = "suppress_warnings = ['explorable.trial', 'explorable.cells', 'explorable.widgets']\n"
    again, warnings = book(silent)
    assert (again.returncode, warnings) == (0, [])
    assert "trying the cells" not in again.stdout
    off, warnings = book("explorable_trial = False\nsuppress_warnings = ['explorable.widgets']\n")
    assert (off.returncode, warnings) == (0, [])


def test_a_command_tries_the_site_of_a_build_that_has_not(book, warned):
    book("explorable_trial = False\n")
    result = book.tried()
    assert result.returncode == 1
    said = sorted(line.partition(": ")[2] for line in result.stdout.splitlines())
    told = (re.sub(r" \[explorable.(trial|cells)\]", "\0", each) for _, each in warned[1])
    told = (each.partition("\0") for each in told)
    assert said == sorted(sentence for sentence, tried, _ in told if tried)
    one = book.tried("sea/file")
    assert one.returncode == 1
    assert re.fullmatch(r"sea/file: cell 1, which wave needs, fails on .*\n", one.stdout)
    none = book.tried("sea/files")
    assert none.returncode == 1
    assert re.search(r"knows .*sea/file.*, got sea/files", none.stderr)


@pytest.fixture(scope="module")
def mended(book, warned):
    """The book with the settings that the warnings have named; its odd line is gone."""
    for name, before, after in (
        ("usual", "%timeit ", ""),
        ("alone", "remove-input", "hide-input"),
        ("chance", "default_rng()", "default_rng(1)"),
        ("chance", "DatePicker", "FloatSlider"),
        ("late", "\nimport seaborn", ""),
        ("late", "import bs4\nimport of_nobody\n", ""),
        ("whole", "np.arange(1, 21)", "np.arange(1, 21, dtype=np.int64)"),
        ("whole", "np.arange(4)", "np.arange(4, dtype=float)"),
    ):
        page = book.site.parent / "book" / f"{name}.md"
        page.write_text(page.read_text().replace(before, after))
    result, _ = book(MENDED)
    assert result.returncode == 0, result.stderr
    assert book.tried().returncode == 0
    weighs = r"a page's Python weighs \d+\.\d MB: .*pandas \d\.\d.*, files 0\.0"
    assert re.search(weighs, result.stdout)
    return book.site


@pytest.mark.parametrize(
    ("name", "caption"),
    [
        ("usual", "9 points, frequency 4"),
        ("sea/file", "3 points, frequency 4"),
        ("sea/table", "3 points, frequency 4"),
    ],
)
def test_the_mended_book_moves(mended, browser, name, caption):
    with serving(mended) as address:
        page = browser.new_page()
        page.goto(f"{address}/{name}.html")
        figure = page.locator("figure[data-explorer=wave]")
        slider = figure.locator("input[type=range]")
        expect(slider).to_be_enabled()  # mounted
        slider.press("ArrowRight")
        expect(figure.page.locator("html")).to_have_attribute("data-runtime", "ready")
        expect(figure.locator(".explorable-caption")).to_have_text(caption)
        if name == "sea/table":
            several = page.locator("figure[data-explorer=several]")
            several.locator("input[type=range]").press("End")
            expect(several.locator("svg")).to_have_count(2)
            expect(several.locator("pre")).to_have_text("3 rows\n")
            expect(several.locator("table td")).to_have_text(["1.5", "2.5", "4.0"])
        page.close()


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        ({"package": "bs4"}, 'add "beautifulsoup4" to explorable_requirements'),
        ({"part": "matplotlib.backends.backend_pdf"}, 'add "matplotlib" to explorable_requir'),
        ({"package": "libgdal"}, "Pyodide does not have it"),
        ({"package": "ftplib"}, "no page has it"),
        ({"package": "living"}, 'add "living" to explorable_packages'),
        ({"install": "%pip install a"}, "name what it installs in explorable_requirements"),
        ({"host": "unreachable"}, "its path into explorable_files"),
        ({"file": "/home/me/a.csv"}, "a page has the book's own files alone"),
        ({"file": "../../a.csv"}, "a page has the book's own files alone"),
        ({"file": "a.csv"}, "there is no sea/a.csv in the book"),
        ({"time": ""}, "if its readers are to wait that long, tag the cell skip-execution"),
        ({"part": "pandas.of_nobody"}, "it has run in the notebook"),
        ({"own": ""}, "report it"),
        ({}, "it has run in the notebook"),
    ],
)
def test_each_want_has_its_mending(tmp_path, lacks, said):
    assert said in mend(lacks, "sea/file", tmp_path)


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        ({"start": "'mean 2'"}, "wave of cell 3 starts otherwise on the page, 'mean 2'"),
        ({"chance": ""}, "wave of cell 3 starts otherwise at each visit: what it or"),
        ({"order": ""}, "wave of cell 3 starts in another order at each visit: a set of texts"),
        ({"figure": ""}, "wave of cell 3 stays still: on the page its cell makes a different expl"),
        ({"patience": "12"}, "wave of cell 3 keeps its reader waiting at the first touch"),
    ],
)
def test_a_figure_that_lives_otherwise_than_stored_is_named(tmp_path, lacks, said):
    trouble = {"cell": 2, "figures": ["wave"], "error": "", "lacks": lacks}
    assert trial._sentence(trouble, "page", {"source": str(tmp_path)}).startswith(said)


def test_each_says_what_mends_it():
    lives = {kind: said for kind, said in trial.LIVES.items() if kind not in ("move", "start")}
    for said in (*lives.values(), trial.WHOLE, trial.OTHERWISE):
        cause, _, mended = said.partition("; ")
        assert cause and mended


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("mean 0.106689, n is 2", "mean 0.1066890001,  n is 2", True),
        ("[1e-3 nan]", "[0.001 nan]", True),
        ("mean 0.106689", "mean -0.068184", False),
        ("mean 1", "median 1", False),
        ("1 2", "1", False),
    ],
)
def test_starts_are_compared_but_for_the_last_digits(one, other, alike):
    assert trial.close(one, other) == alike


ONE = {"caption": "mean 1", "picture": "<svg>1</svg>"}


@pytest.mark.parametrize(
    ("start", "again", "stored", "lacks"),
    [
        (ONE, ONE, "mean 1", {}),
        (ONE, ONE, "mean 2", {"start": f"'mean 1' and not 'mean 2': {trial.OTHERWISE}"}),
        (ONE, ONE | {"caption": "mean 3"}, "mean 2", {"chance": ""}),
        (ONE, ONE | {"picture": "<svg>2</svg>"}, "mean 1", {"chance": ""}),
        (ONE | {"caption": "{'a', 'b'}"}, ONE | {"caption": "{'b', 'a'}"}, "", {"order": ""}),
        (ONE | {"caption": "at 12"}, ONE | {"caption": "at 21"}, "", {"chance": ""}),
        (None, None, "mean 1", {"figure": ""}),
    ],
)
def test_a_start_is_compared_with_that_of_another_visit_and_with_the_stored_one(
    start, again, stored, lacks
):
    assert trial.differs({"start": start, "stored": stored}, {"start": again}) == lacks


STUCK = """
import json, pathlib, sys
out = pathlib.Path(sys.argv[1])
page = json.loads((out / "page.json").read_text())
answers = [{"cell": 1, "figures": ["wave"]}, *page["answers"]]
(out / "answers.jsonl").write_text("\\n".join(map(json.dumps, answers)))
while page["ends"] == "never":
    pass
sys.exit("RangeError: too deep\\n    at Python\\n\\nNode.js v22" if page["ends"] == "Python" else 0)
"""
START = {"cell": 1, "figures": ["wave"], "start": ONE, "stored": "mean 1"}
WAVES = {"cell": 1, "figures": ["wave"]}


@pytest.mark.parametrize(
    ("ends", "answers", "troubles"),
    [
        ("never", [], [WAVES | {"error": trial.ENDLESS, "lacks": {"time": ""}}]),
        ("Python", [], [WAVES | {"error": "RangeError: too deep", "lacks": {}}]),
        ("well", [START | {"life": 9.0}], []),
        (
            "well",
            [START | {"life": 12.4}] * 2,
            [WAVES | {"error": "", "lacks": {"patience": "12"}}],
        ),
    ],
)
def test_a_visit_that_does_not_end_ends_python_or_takes_long_is_told(
    tmp_path, monkeypatch, ends, answers, troubles
):
    def command(_pyodide, _script, mounts):
        return [sys.executable, "-c", STUCK, mounts["/out"]]

    monkeypatch.setattr(trial.archives, "command", command)
    monkeypatch.setattr(trial, "PATIENCE", 2.0)
    page = {"words": {}, "ends": ends, "answers": answers, "figures": []}
    assert trial._try(page, {"pyodide": tmp_path}) == troubles


def test_a_python_that_does_not_start_is_no_fault_of_a_page(tmp_path, monkeypatch):
    ends = [sys.executable, "-c", "raise MemoryError('no room')"]
    monkeypatch.setattr(trial.archives, "command", lambda *_, **__: ends)
    with pytest.raises(Unavailable, match="does not start: MemoryError: no room"):
        trial._try({"words": {}}, {"pyodide": tmp_path})


@pytest.mark.parametrize(
    ("error", "lacks", "advice", "sentences", "tries"),
    [
        (
            "NameError: no x",
            {},
            [],
            ["the figure wave fails on the page (NameError: no x); it has run in the notebook"],
            1,
        ),
        ("NameError: no x", {}, ["no x"], [], 1),  # the build has said so already
        (
            trial.ENDLESS,
            {},
            [],
            [f"the figure wave fails on the page ({trial.ENDLESS}); it has run"],
            2,
        ),
        ("", {"patience": "12"}, [], ["wave keeps its reader waiting"], 2),
    ],
)
def test_what_was_tried_is_known_to_the_next_build_unless_it_had_no_end(
    tmp_path, monkeypatch, error, lacks, advice, sentences, tries
):
    tried = []

    def failing(page, _python):
        tried.append(page)
        return [{"cell": None, "figures": ["wave"], "error": error, "lacks": lacks}]

    (tmp_path / "manifest.json").write_text("{}")
    monkeypatch.setattr(trial.archives, "lay_out", lambda *_: {})
    monkeypatch.setattr(trial, "_try", failing)
    first = trial.Trial(tmp_path, tmp_path)
    page = {"source": "", "figures": [{}], "advice": advice}
    first.pages = {"waves": page, "gone": page, "still": page | {"figures": []}}
    first.keep({"waves", "still"})
    for _ in range(2):
        told = [*trial.Trial(tmp_path, tmp_path).run()]
        assert [(name, said[: len(sentences[0])], kind) for name, said, kind, _ in told] == [
            ("waves", each, "trial") for each in sentences
        ]
    assert tried == [page] * tries


PATIENTLY = """
from explorable.authoring import trial
from explorable.sphinx import trial as of_a_build

of_a_build.LONG = of_a_build.PATIENCE  # how fast this machine is, is not what is tried
trial.main()
"""
ALONE = {
    "lives.1": [
        "import numpy as np\nfrom ipywidgets import interact\nimport helper",
        "x = np.loadtxt('tides.csv')",
        "@interact(n=(1, 5))\ndef tide(n):\n    print(n * x * helper.a)",
    ],
    "still": [
        "import ipywidgets\nipywidgets.interact(lambda n: print(n), n=ipywidgets.DatePicker())"
    ],
    "fails": ["import of_nobody"],
    "plain": ["import os\nos.sep"],
}


def test_notebooks_of_no_book_are_tried_and_what_they_need_is_named(tmp_path):
    for name, cells in ALONE.items():
        notebook = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, cells)])
        notebook.metadata.kernelspec = {
            "name": "elsewhere",
            "display_name": "",
            "language": "python",
        }
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")
    (tmp_path / "tides.csv").write_text("1.5 2.5\n")
    (tmp_path / "helper.py").write_text("a = 2\n")
    (tmp_path / ".cache").symlink_to(ROOT / ".cache")

    def tried(*arguments):
        command = [sys.executable, "-c", PATIENTLY, *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=900)

    one = tried("lives.1.ipynb")
    assert one.returncode == 0, one.stdout + one.stderr
    assert one.stdout.splitlines() == [
        "lives.1.ipynb: tide lives",
        'a book\'s configuration has to say: explorable_files = ["tides.csv"]',
        'a book\'s configuration has to say: explorable_packages = ["helper"]',
    ]
    rest = tried("--json", "still.ipynb", "fails.ipynb", "plain.ipynb")
    assert rest.returncode == 1, rest.stderr
    told = json.loads(rest.stdout)["notebooks"]
    assert told["plain.ipynb"] == {"live": [], "cells": 1, "troubles": []}
    assert "pages have no DatePicker" in told["still.ipynb"]["troubles"][0]
    said = "it does not run here: ModuleNotFoundError: No module named 'of_nobody'"
    assert told["fails.ipynb"]["troubles"][0] == said
    assert tried("nowhere.ipynb").returncode == 2
