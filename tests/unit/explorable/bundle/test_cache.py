"""What a build leaves to the next is made once, and goes when no build has asked for it long."""

import os
import time

from explorable.bundle.cache import DAYS, cached, forget


def age(path, days):
    then = time.time() - 86_400 * days
    os.utime(path, (then, then))


def test_a_file_is_made_once(tmp_path):
    made = []

    def make():
        made.append(1)
        return b"frames"

    for _ in range(2):
        assert cached(tmp_path / "baked" / "wave.json.gz", make).read_bytes() == b"frames"
    assert made == [1]


def test_what_no_build_has_used_long_goes_and_what_one_uses_stays(tmp_path):
    names = {
        each: tmp_path / each
        for each in (
            "archives/one/packages.tar.gz",
            "archives/two/packages.tar.gz",
            "baked/one.json.gz",
            "baked/two.json.gz",
            "editor-one.js",
            "editor-two.js",
            "pyodide-1.0/numpy.whl",
        )
    }
    for path in names.values():
        age(cached(path, lambda: b"old"), DAYS + 1)
    for name, path in names.items():
        if "two" in name:
            cached(path, lambda: b"new")
    forget(tmp_path)
    assert {name for name, path in names.items() if path.exists()} == {
        name for name in names if "two" in name or "pyodide" in name
    }
    assert [path.name for path in (tmp_path / "archives").iterdir()] == ["two"]
    assert names["baked/two.json.gz"].read_bytes() == b"old"
