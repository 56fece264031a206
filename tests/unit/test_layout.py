"""What an import brings along; which module may import which, `make lint` tells."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_code_is_no_package():
    assert not (ROOT / "code" / "__init__.py").exists(), "it would shadow the standard library's"


OTHERS = re.compile(r"/static/temml/|/temml\.min\.js$|/node_modules/|__pycache__|\.egg-info/")
"""Other people's files: in Temml's a descent is that of a font."""


@pytest.mark.parametrize("folder", ["code/explorable/src", "tests/unit/explorable"])
def test_the_framework_and_its_tests_have_no_word_of_the_course(folder):
    paths = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    own = [path for path in paths if not OTHERS.search(path.as_posix())]
    assert len(own) > 50
    assert not [path for path in own if re.search("(?i)softmax|descent", path.read_text("utf-8"))]


def test_what_the_book_s_modules_share_leans_on_softmax():
    """Else a second book would need it as well, and it belongs to the framework."""
    import grimp

    imports = grimp.build_graph("descent", cache_dir=None)
    shared = []
    for module in ("descent.checks", "descent.explorers"):
        inside = imports.find_descendants(module)
        for module in sorted(inside):
            users = imports.find_modules_that_directly_import(module) & inside
            if users - {module.rpartition(".")[0]}:
                shared.append(module)
                others = imports.find_upstream_modules(module) - inside - {module}
                assert others, f"{module} knows nothing of softmax: move it to explorable"
    assert len(shared) > 5


def modules_of(package):
    """Return the names in the first column of a README's table of modules."""
    table = (ROOT / "code" / package / "README.md").read_text("utf-8").partition("## Modules")[2]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`(\w+)/?`", row)]


def test_the_readme_of_descent_has_its_modules_in_their_order():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (layers,) = [c["layers"] for c in contracts["contracts"] if c.get("containers") == ["descent"]]
    assert modules_of("descent") == [module for layer in layers for module in layer.split(" | ")]


def test_the_readme_of_explorable_has_its_modules():
    package = ROOT / "code" / "explorable" / "src" / "explorable"
    folders = {path.name for path in package.iterdir() if path.is_dir()} - {"__pycache__"}
    assert sorted(modules_of("explorable")) == sorted({"explorable", *folders})


def loaded(imports, among):
    """Return which of these modules a fresh Python has after the imports."""
    script = f"import sys, {imports}; print(*{among!r} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert not result.stderr
    return set(result.stdout.split())


HEAVY = {"IPython", "anywidget", "ipywidgets", "scipy", "sklearn", "sphinx", "torch", "tqdm"}


@pytest.mark.parametrize(
    ("imports", "spared"),
    [
        ("descent", HEAVY | {"matplotlib", "explorable"}),
        ("descent.checks.convexity", HEAVY | {"matplotlib", "descent.explorers"}),
        ("explorable.judging, explorable.table", HEAVY | {"matplotlib"}),
        ("descent.explorers", HEAVY),
    ],
)
def test_an_import_brings_no_more_than_it_needs(imports, spared):
    assert loaded(imports, spared) == set()


def test_what_is_loaded_would_be_seen():
    assert loaded("descent.plotting", {"explorable", "scipy"}) == {"explorable"}


def test_submodules_are_imported_when_they_are_asked_for():
    script = (
        "import sys, descent; print('matplotlib' in sys.modules, 'explorers' in dir(descent)); "
        "print(len(descent.explorers.catalogue()) > 30, descent.checks.__name__)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.stdout.split() == ["False", "True", "True", "descent.checks"], result.stderr


def test_a_name_that_is_not_there_is_an_attribute_error():
    import descent

    with pytest.raises(AttributeError, match="module 'descent' has no attribute 'softmaks'"):
        descent.softmaks  # noqa: B018


def private_ground():
    """Return the rows of the list: what, where, whose, guarded by."""
    text = (ROOT / "code" / "explorable" / "PRIVATE.md").read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return rows[2:]


@pytest.mark.parametrize("row", private_ground(), ids=lambda row: row[0][:30])
def test_the_private_ground_is_where_the_list_says(row):
    what, where, upstream, guards = row
    (place,) = re.findall("`(.*?)`", where)
    text = (ROOT / "code/explorable/src/explorable" / place).read_text("utf-8")
    missing = [name for name in re.findall("`(.*?)`", what) if name not in text]
    assert not missing, f"{place} has no {missing}"
    assert re.fullmatch(r"\[[\w -]+\]\(https://github\.com/\S+\)", upstream)
    assert all((ROOT / path).exists() for path in re.findall("`(.*?)`", guards))
