"""Pyodide comes from its distribution, else out of a wheel, else not: checked always."""

import re
import subprocess
import sys
import zipfile
from hashlib import sha256

import pytest
from explorable.bundle import vendor
from explorable.bundle.distribution import closure, packages
from explorable.bundle.download import Unavailable

FILES = {name: name.encode() for name in ("pyodide.mjs", "pyodide.asm.wasm", "numpy.whl")}
DIGESTS = {name: sha256(data).hexdigest() for name, data in FILES.items()}


@pytest.fixture
def distribution(tmp_path, monkeypatch):
    """A distribution of three files in a folder; no network is asked."""
    folder = tmp_path / "distribution"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    monkeypatch.setattr(vendor, "digests", lambda packages=(): DIGESTS)
    monkeypatch.setitem(vendor.PINS, "distribution", folder.as_uri() + "/")
    return folder


@pytest.fixture
def pip(tmp_path, monkeypatch):
    """Stands for `pip download`: each call takes the next of its answers."""
    wheel = tmp_path / "open.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, data in FILES.items():
            archive.writestr(vendor.PINS["wheel"]["folder"] + name, data)

    def run(command, **_):
        pip.commands.append(command)
        answer = pip.answers.pop(0)
        if answer is None:
            place = next(each for each in command if each.startswith("--dest="))[len("--dest=") :]
            (vendor.Path(place) / wheel.name).write_bytes(wheel.read_bytes())
        return subprocess.CompletedProcess(command, answer is not None, stderr=answer or "")

    pip = type("Pip", (), {"commands": [], "answers": []})
    monkeypatch.setattr(vendor.subprocess, "run", run)
    return pip


def held(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != vendor.LOCK.name}


def test_the_distribution_comes_first_and_only_once(distribution, pip, tmp_path):
    folder = vendor.pyodide(tmp_path / "cache")
    assert held(folder) == FILES
    assert (folder / "pyodide-lock.json").read_bytes() == vendor.LOCK.read_bytes()
    for name in FILES:
        (distribution / name).unlink()
    assert vendor.pyodide(tmp_path / "cache") == folder
    assert not pip.commands


@pytest.mark.parametrize("lost", [["pyodide.asm.wasm"], list(FILES)])
def test_the_wheel_takes_the_place_of_a_distribution_out_of_reach_and_this_is_said(
    distribution, pip, tmp_path, lost, capsys
):
    for name in lost:
        (distribution / name).unlink()
    pip.answers = [None]
    assert held(vendor.pyodide(tmp_path / "cache")) == FILES
    (command,) = pip.commands
    assert command[:4] == [sys.executable, "-m", "pip", "download"]
    assert "--require-hashes" in command
    first, second = (each for each in capsys.readouterr().out.splitlines() if "SHA-256" in each)
    assert re.match(rf"Fetching 3 files of Pyodide \S+ from {distribution.as_uri()}/; ", first)
    assert "which carries Pyodide's files as they are; nothing else of it" in second


@pytest.mark.parametrize("file", sorted(FILES))
def test_a_damaged_file_is_fetched_again(distribution, pip, tmp_path, file):
    folder = vendor.pyodide(tmp_path / "cache")
    (folder / file).write_bytes(b"damaged")
    assert held(vendor.pyodide(tmp_path / "cache")) == FILES


def test_a_broken_transfer_of_the_wheel_is_tried_once_more(distribution, pip, tmp_path):
    (distribution / "numpy.whl").write_bytes(b"not what the lock names")
    pip.answers = ["connection reset", None]
    assert held(vendor.pyodide(tmp_path / "cache")) == FILES
    assert len(pip.commands) == 2


def test_if_nothing_can_be_had_it_says_what_was_tried(distribution, pip, tmp_path):
    (distribution / "numpy.whl").unlink()
    pip.answers = ["first", "WARNING: slow\nERROR: no such host\n"]
    said = r"pyodide.mjs.*; pip download open-webui.*no such host"
    (distribution / "pyodide.mjs").unlink()
    with pytest.raises(Unavailable, match=said):
        vendor.pyodide(tmp_path / "cache")
    assert not list(tmp_path.glob("cache/*/numpy.whl"))


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("numpy.whl", "numpy.whl must have the SHA-256 digest 0000"),
        ("rare.whl", r"rare.whl.*; open-webui==\S+ has no rare.whl"),
    ],
)
def test_a_file_of_the_wheel_is_checked_too_and_one_that_it_does_not_carry_is_named(
    distribution, pip, tmp_path, monkeypatch, file, message
):
    (distribution / file).unlink(missing_ok=True)
    monkeypatch.setitem(DIGESTS, file, "0" * 64)
    pip.answers = [None]
    with pytest.raises(Unavailable, match=message):
        vendor.pyodide(tmp_path / "cache")


def test_the_lock_names_all_that_its_packages_depend_on():
    for name in packages():
        for part, package in closure([name]).items():
            assert part in packages()
            assert len(package["sha256"]) == 64


def test_more_packages_come_by_their_names():
    more = vendor.digests(["pandas"]).keys() - vendor.digests().keys()
    assert [name.partition("-")[0] for name in more] == ["pandas"]
    assert all(len(digest) == 64 for digest in vendor.digests(["pandas"]).values())


def test_what_cannot_be_had_is_told_and_is_no_failure(monkeypatch, capsys, tmp_path):
    def refuse(cache, packages=()):
        raise Unavailable(f"nothing for {cache.name}")

    monkeypatch.setattr(vendor, "pyodide", refuse)
    monkeypatch.setattr(vendor.editor, "build", refuse)
    monkeypatch.setattr(sys, "argv", ["vendor", str(tmp_path / "cache")])
    vendor.main()
    assert capsys.readouterr().err == "Pages will do without: nothing for cache\n" * 2
