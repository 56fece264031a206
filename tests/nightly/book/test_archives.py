"""What a living page fetches is small, whole, and enough for every explorer."""

import gzip
import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from descent.explorers import catalogue
from explorable.bundle import archives, requirements, vendor
from explorable.bundle.tar import unpack
from explorable.frames import BAKED

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
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
    named = (manifest[each].values() for each in ("core", "data", "loaders"))
    return [*manifest["archives"], *(entry for entries in named for entry in entries)]


def test_every_file_is_there_as_the_manifest_says(home, manifest):
    for entry in entries(manifest):
        data = (home / entry["file"]).read_bytes()
        assert (len(data), sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"])
        assert entry["sha256"][:12] in entry["file"]


def test_nothing_else_is_there(home, manifest):
    named = {entry["file"] for entry in entries(manifest)} | {"manifest.json"}
    others = {path.name for path in home.iterdir() if path.is_file()} - named
    assert all(name.startswith("editor-") for name in others)
    assert len(others) <= 1


def test_a_cold_start_transfers_at_most_thirteen_and_a_half_megabytes(home, manifest):
    files = [*manifest["core"].values(), *manifest["archives"]]
    loaders = [(home / entry["file"]).read_bytes() for entry in manifest["loaders"].values()]
    total = sum(entry["bytes"] for entry in files) + sum(len(gzip.compress(d)) for d in loaders)
    assert total < 13.5 * MEGABYTE


@pytest.fixture(scope="module")
def page(home, manifest, tmp_path_factory):
    """Unpack the page's own files and return (Pyodide's folder, the folder of its modules)."""
    folders = archives.lay_out(manifest, home, tmp_path_factory.mktemp("page"))
    return folders["pyodide"], folders["modules"]


def answer(folder, modules, script, out):
    """Run a script with nothing but a page's Pyodide and modules, and return what it leaves."""
    mounts = {"/modules": str(modules), "/out": str(out)}
    environment = {"PYTHONPATH": "/modules"}
    archives.in_pyodide(folder, HERE / script, mounts=mounts, environment=environment)
    return json.loads((out / "answer.json").read_text("utf-8"))


def test_the_page_draws_and_says_what_cpython_does(page, tmp_path):
    asked = [(name, values) for name, each in catalogue().items() for values in positions(each)]
    (tmp_path / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
    answered = answer(*page, "captions.py", tmp_path)
    assert answered["drawn"] == list(catalogue())
    for (name, values), said in zip(asked, answered["said"], strict=True):
        assert said == catalogue()[name].caption_at(**values), (name, values)


def test_the_page_can_draw_what_no_explorer_does(page, tmp_path):
    narrow, wide = answer(*page, "drawn.py", tmp_path)
    assert 0 < narrow < wide


def test_scikit_learn_fits_where_a_book_requires_it(page, tmp_path):
    folder, modules = page
    everything = shutil.copytree(modules, tmp_path / "modules")
    needed = ["scikit-learn"]
    for wheel in requirements.wheels(needed, vendor.pyodide(ROOT / ".cache", needed)):
        unpack(requirements.tar_of(wheel), everything)
    assert answer(folder, everything, "fitted.py", tmp_path) == [0, 0, 1, 1]


def sent(explorer, values):
    """The values as a page sends them."""
    return {name: explorer.controls[name].validate(name, value) for name, value in values.items()}


def positions(explorer):
    """The start, the ends of each control, and the presets, each once."""
    ends = {name: control.sweep(BAKED.values) for name, control in explorer.controls.items()}
    found = [
        {},
        *({name: values[end]} for name, values in ends.items() if values for end in (0, -1)),
        *(sent(explorer, values) for values in explorer.presets.values()),
    ]
    return {repr(explorer.start | values): values for values in found}.values()
