"""What a machine needs is found, installed where that may be, and told where it may not."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tools import machine

APT = """#!{python}
# A package manager, locked until it has been asked so many times; it notes what it is asked.
import os, pathlib, sys
here = pathlib.Path({here!r})
with (here / "asked").open("a") as asked:
    print(*sys.argv[1:], file=asked)
count = len((here / "asked").read_text().splitlines())
if count <= {locked}:
    sys.exit("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1 (apt)")
if {refusal!r} in sys.argv:
    sys.exit("E: Unable to correct problems, you have held broken packages.")
if "install" in sys.argv:
    assert (here / "policy").exists(), "it could start a service"
    (here / "bin" / "wanted").write_text("#!/bin/sh")
    (here / "bin" / "wanted").chmod(0o755)
"""
CACHE = "#!{python}\nimport sys\nsys.exit(sys.argv[2] != 'wanted-package')\n"


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A machine of root's that lacks `wanted`; call it to give it a package manager."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("NO_INSTALL", raising=False)
    monkeypatch.setattr(machine, "AT_WORK", tmp_path / "make.pid")
    monkeypatch.setattr(machine, "NO_SERVICES", tmp_path / "policy")
    monkeypatch.setattr(machine, "_is_root", lambda: True)
    monkeypatch.setattr(machine, "sleep", lambda seconds: None)
    wanted = machine.Part("Wanted", machine._first("wanted"), ("wanted-package", "gone"), "a wish")
    monkeypatch.setitem(machine.PARTS, "wanted", wanted)
    monkeypatch.setitem(machine.MUST, "leans", ("wanted",))
    monkeypatch.setitem(machine.MAY, "likes", ("wanted",))

    def manager(locked=0, refusal=""):
        values = {"python": sys.executable, "here": str(tmp_path)}
        for name, text in {"apt-get": APT, "apt-cache": CACHE}.items():
            script = tmp_path / "bin" / name
            script.write_text(text.format(locked=locked, refusal=refusal, **values))
            script.chmod(script.stat().st_mode | stat.S_IXUSR)
        return tmp_path / "asked"

    return manager


LINE = "Wanted: not on this machine (Debian, as root: apt-get install wanted-package gone)"


def test_what_lacks_is_installed_in_one_call_without_services(bare, capsys, tmp_path):
    asked = bare()
    assert machine.main("likes", "leans") == 0
    assert asked.read_text() == "update -qq\ninstall -qq --yes wanted-package\n"
    assert "apt-get install wanted-package (NO_INSTALL=1" in capsys.readouterr().out
    assert not (tmp_path / "policy").exists()
    assert machine.main("likes") == 0 and not capsys.readouterr().out
    assert len(asked.read_text().splitlines()) == 2, "what is there is not asked for again"


def test_a_lock_is_waited_for_and_told_once(bare, capsys):
    asked = bare(locked=10)
    assert machine.main("likes") == 0
    told = capsys.readouterr().out
    assert told.count("waiting for the lock") == 1 and "not tried" not in told
    assert len(asked.read_text().splitlines()) == 12


@pytest.mark.parametrize(
    ("manager", "words", "tried"),
    [
        ({"locked": 10**6}, "apt-get install: E: Could not get lock", False),
        ({"refusal": "install"}, "apt-get install: E: Unable to correct problems", False),
        ({"refusal": "update"}, "apt-get update: E: Unable to correct problems", True),
    ],
    ids=["a lock that never opens", "no installing", "no news"],
)
def test_what_the_package_manager_refuses_is_told(bare, capsys, monkeypatch, manager, words, tried):
    bare(**manager)
    monkeypatch.setattr(machine, "PATIENCE", 0)
    assert machine.main("likes") == 0
    told = capsys.readouterr().out
    assert words in told
    assert (f"{LINE}: not tried: a wish" in told) != tried


@pytest.mark.parametrize("lack", ["apt-get", "root", "leave"])
def test_who_may_not_install_is_told_what_brings_it(bare, capsys, monkeypatch, lack):
    asked = bare()
    if lack == "apt-get":
        (asked.parent / "bin" / "apt-get").unlink()
    if lack == "root":
        monkeypatch.setattr(machine, "_is_root", lambda: False)
    if lack == "leave":
        monkeypatch.setenv("NO_INSTALL", "1")
    assert machine.main("likes") == 0
    assert machine.main("leans") == 1
    assert capsys.readouterr().out == 2 * f"{LINE}: not tried: a wish\n"
    assert not asked.exists()


def test_a_policy_of_the_machine_s_stays_and_one_of_a_killed_run_goes(bare, tmp_path):
    bare()
    policy = tmp_path / "policy"
    policy.write_text("theirs")
    machine.main("likes")
    assert policy.read_text() == "theirs"
    (tmp_path / "bin" / "wanted").unlink()
    policy.write_text(machine.POLICY)
    machine.main("likes")
    assert not policy.exists()


def test_two_makes_do_not_write_the_same_files(bare, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("MAKELEVEL", "1")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        machine.AT_WORK.write_text(str(other.pid))
        assert machine.main("likes") == 1
        assert f"process {other.pid}) is at work in this folder" in capsys.readouterr().out
        monkeypatch.setenv("MAKELEVEL", "2")
        assert machine.main("likes") == 0, "a make of the same make's"
        monkeypatch.setenv("MAKELEVEL", "1")
        assert machine.main("wanted") == 0, "who asks for a part"
        other.stdin.close()
        if Path("/proc/self/stat").exists():
            os.waitid(os.P_PID, other.pid, os.WEXITED | os.WNOWAIT)
            assert machine.main("likes") == 0, "one that has ended, and nobody has asked for"
            machine.AT_WORK.write_text(str(other.pid))
    assert machine.main("likes") == 0, "one that was killed"
    assert machine.AT_WORK.read_text() == str(os.getppid())


def test_an_old_python_is_told(bare, capsys, monkeypatch):
    monkeypatch.setattr(machine.sys, "version_info", (3, 9, 2))
    assert machine.main("likes") == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().out


def test_each_target_needs_what_the_table_has():
    tables = [*machine.MUST.values(), *machine.MAY.values()]
    assert {part for parts in tables for part in parts} == set(machine.PARTS)
    targets = (Path(machine.ROOT) / "Makefile").read_text("utf-8")
    for target in {*machine.MUST, *machine.MAY}:
        assert f"\n{target}:" in targets or f"\n{target}-%:" in targets, target
