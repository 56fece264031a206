"""What JupyterLite is given besides notebooks: entries of Pyodide's lock, an extension."""

import zipfile

import pytest

from tools.lite import kernel
from tools.lite.pyodide import locked

METADATA = """Metadata-Version: 2.4
Name: a.wave
Version: 1.2
Requires-Dist: NumPy>=2
Requires-Dist: psutil; sys_platform != "emscripten"
Requires-Dist: dask; extra == "many"
"""


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / "a_wave-1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("wave/__init__.py", "")
        file.writestr("a_wave-1.2.dist-info/METADATA", METADATA)
        file.writestr("a_wave-1.2.dist-info/RECORD", "wave/__init__.py,,\n")
    return path


def test_a_wheel_is_locked_with_what_it_needs_in_a_browser(wheel):
    entry = locked(wheel, "../wheels/")
    assert (entry["name"], entry["version"]) == ("a-wave", "1.2")
    assert entry["file_name"] == "../wheels/a_wave-1.2-py3-none-any.whl"
    assert entry["imports"] == ["wave"]
    assert entry["depends"] == ["numpy"]


def test_jupyterlab_does_not_find_the_extension_of_jupyterlites_kernel(tmp_path):
    installed, cache = tmp_path / "installed", tmp_path / "cache"
    for text in ("older", "newer"):
        (installed / kernel.EXTENSION).mkdir(parents=True)
        (installed / kernel.EXTENSION / "package.json").write_text(text)
        for _ in range(2):
            kernel.put_aside(installed, cache)
        assert not (installed / kernel.EXTENSION).exists()
        assert (kernel.shelf(cache) / kernel.EXTENSION / "package.json").read_text() == text
