"""What a living page fetches is small, whole, and enough for every explorer."""

import gzip
import json
import subprocess
import sys
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest
from descent.explorers import catalogue
from descent.site import bundle, vendor
from descent.site.sweep import settings_of

HERE = Path(__file__).parent
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def home(site):
    home = site / "_live"
    if not (home / "manifest.json").exists():
        pytest.fail("no living pages to test: Pyodide could not be had when the book was built")
    return home


@pytest.fixture(scope="module")
def manifest(home):
    return json.loads((home / "manifest.json").read_text("utf-8"))


def entries(manifest):
    return [*manifest["core"].values(), *manifest["archives"], *manifest["data"].values()]


def test_every_file_is_there_as_the_manifest_says(home, manifest):
    for entry in entries(manifest):
        data = (home / entry["file"]).read_bytes()
        assert (len(data), sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"])
        assert entry["sha256"][:12] in entry["file"]


def test_nothing_else_is_there(home, manifest):
    plain = {"manifest.json", "pyodide.mjs", "pyodide.asm.mjs", "pyodide-lock.json"}
    named = {entry["file"] for entry in entries(manifest)} | plain
    others = {path.name for path in home.iterdir() if path.is_file()} - named
    assert all(name.startswith("editor-") for name in others)
    assert len(others) <= 1


def test_a_cold_start_transfers_at_most_thirteen_megabytes(home, manifest):
    files = [*manifest["core"].values(), *manifest["archives"]]
    loaders = [(home / name).read_bytes() for name in ("pyodide.mjs", "pyodide.asm.mjs")]
    total = sum(entry["bytes"] for entry in files) + sum(len(gzip.compress(d)) for d in loaders)
    assert total < 13 * MEGABYTE


@pytest.fixture(scope="module")
def page(home, manifest, tmp_path_factory):
    """Unpack the page's own files and return (Pyodide's folder, the folder of its modules)."""
    folder, modules = tmp_path_factory.mktemp("pyodide"), tmp_path_factory.mktemp("modules")
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide-lock.json"):
        (folder / name).write_bytes((home / name).read_bytes())
    for name, entry in manifest["core"].items():
        (folder / name).write_bytes(gzip.decompress((home / entry["file"]).read_bytes()))
    for entry in manifest["archives"]:
        with tarfile.open(home / entry["file"]) as archive:
            archive.extractall(modules, filter="data")
    for name, entry in manifest["data"].items():
        (modules / "descent" / name).write_bytes((home / entry["file"]).read_bytes())
    return folder, modules


def test_the_page_draws_and_says_what_cpython_does(page, tmp_path):
    folder, modules = page
    asked = [(name, values) for name, each in catalogue().items() for values in positions(each)]
    (tmp_path / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
    mounts = {"/modules": str(modules), "/out": str(tmp_path)}
    environment = {"PYTHONPATH": "/modules"}
    bundle.in_pyodide(folder, HERE / "captions.py", mounts=mounts, environment=environment)
    answer = json.loads((tmp_path / "answer.json").read_text("utf-8"))
    assert answer["drawn"] == list(catalogue())
    for (name, values), said in zip(asked, answer["said"], strict=True):
        assert said == catalogue()[name].caption(**values), (name, values)


def positions(explorer):
    """The start, the ends of each control, and the presets."""
    ends = {name: settings_of(control) for name, control in explorer.controls.items()}
    return [
        {},
        *({name: values[end]} for name, values in ends.items() for end in (0, -1)),
        *explorer.presets.values(),
    ]


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A way to make the files with a Pyodide that writes nothing but the name of its script."""
    pyodide, package = tmp_path / "pyodide", tmp_path / "code" / "descent"
    (package / "site").mkdir(parents=True)
    for name in ("__init__.py", "runtime.py"):
        (package / "site" / name).write_text("")
    (package / "softmax.py").write_text("softmax = ...")
    for name in bundle.DATA:
        (package / name).parent.mkdir(exist_ok=True)
        (package / name).write_bytes(b"images")
    pyodide.mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
        (pyodide / name).write_text(name)
    (pyodide / "pyodide-lock.json").write_text('{"info": {}, "packages": {"numpy": {}}}')
    runs = []

    def in_pyodide(folder, script, *, packages, mounts):
        runs.append(script.stem)
        suffix = ".zip" if script.stem == "standard_library" else ".tar"
        out = Path(mounts["/out"], script.stem.replace("_", "-") + suffix)
        out.write_text("".join(p.read_text() for p in Path(mounts["/code"]).rglob("*.py")))

    def make():
        runs.clear()
        bundle.make(pyodide, tmp_path / "home", tmp_path / "cache")
        return runs, {path.name for path in (tmp_path / "home").iterdir()}

    monkeypatch.setattr(bundle, "PACKAGE", package)
    monkeypatch.setattr(bundle, "in_pyodide", in_pyodide)
    make.package = package
    return make


def test_archives_are_made_once(made):
    runs, first = made()
    assert sorted(runs) == ["descent", "standard_library", "third_party"]
    runs, second = made()
    assert (runs, second) == ([], first)


@pytest.mark.parametrize("change", ["content", "sparsemax.py", "datasets/softmax.py"])
def test_a_changed_package_makes_its_own_archive_anew_and_leaves_no_old_one(made, change):
    _, before = made()
    if change == "content":
        (made.package / "softmax.py").write_text("softmax = None")
    else:
        (made.package / "softmax.py").rename(made.package / change)
    runs, after = made()
    assert runs == ["descent"]
    assert len(after) == len(before)
    if change == "content":
        assert [name[:7] for name in after - before] == ["descent"]


LIVE = """
from descent.site import editor, vendor
from descent.site.download import Unavailable
def refuse(cache):
    raise Unavailable("no host answers")
vendor.pyodide = editor.build = refuse
extensions = ["myst_parser", "descent.site"]
"""
CELL = """```{raw} html
<div class="cell docutils container"><div class="cell_input docutils container">
<div class="highlight-python notranslate"><div class="highlight"><pre>1</pre></div>
</div>
</div></div>
```
"""


@pytest.mark.parametrize("cells", [True, False])
def test_a_book_without_pyodide_is_built_without_a_warning(tmp_path, cells):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "conf.py").write_text(LIVE)
    (tmp_path / "book" / "index.md").write_text(f"# Title\n\n{CELL if cells else ''}")
    command = [sys.executable, "-m", "sphinx", "-W", "--no-color", "book", "html"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    assert ("explorers stay still: no host answers" in result.stdout) == cells
    assert ("cells are edited as plain text: no host answers" in result.stdout) == cells
    assert (tmp_path / "html" / "_live").exists() == cells


def test_a_script_that_fails_in_pyodide_is_an_error(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("raise SystemExit(3)")
    pyodide = vendor.pyodide(HERE.parents[1] / ".cache")
    with pytest.raises(subprocess.CalledProcessError, match="exit status 3"):
        bundle.in_pyodide(pyodide, script)
