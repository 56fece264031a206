"""What a machine needs for a target of the Makefile: ``python3 tools/machine.py test``.

Asked before anything is installed or built, so with the standard library alone, and by any Python.
As root on Debian, what lacks is installed in one call of ``apt-get``. Elsewhere, and where a
package cannot be had, a line says what lacks, what is not tried without it, and the command that
brings it. With ``NO_INSTALL=1`` nothing is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
AT_WORK = ROOT / ".cache" / "make.pid"
"""The process of the make that works here: two at once would write the same files."""
PATIENCE = 600
"""Seconds to wait for a lock of apt's that somebody else holds."""
LOCKED = re.compile(r"Could not get lock|Unable to (lock|acquire)")
NO_SERVICES = Path("/usr/sbin/policy-rc.d")
"""Debian asks this program before a package starts a service."""
POLICY = (
    "#!/bin/sh\n# Written by tools/machine.py while it installs: no service is started.\nexit 101\n"
)
PLAYWRIGHT = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]

CHROMIUM = [
    "chromium-headless-shell",  # half the work: it has no window to draw
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
]
CHROMIUM_ELSEWHERE = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
]
FETCHED = {"win32": "~/AppData/Local/ms-playwright", "darwin": "~/Library/Caches/ms-playwright"}
"""Where Playwright puts the browsers that it fetches; elsewhere ``~/.cache/ms-playwright``."""


class Part(NamedTuple):
    """Something that a machine has or lacks: how it is found, and what brings it."""

    name: str
    find: Callable[[], str | None]
    packages: tuple[str, ...]
    """Debian's."""
    without: str
    """What is not tried without it."""


def _first(*commands: str) -> Callable[[], str | None]:
    """Return what looks for the first command that there is."""
    return lambda: next(filter(None, map(shutil.which, commands)), None)


def _venv() -> str | None:
    """Return this Python if it can make a virtual environment with pip in it."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return None
    return sys.executable


def _chromium() -> str | None:
    """Return the browser that ``CHROMIUM`` names, an installed one, or Playwright's."""
    named = os.environ.get("CHROMIUM", "")
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or FETCHED.get(
        sys.platform, "~/.cache/ms-playwright"
    )
    fetched = Path(folder).expanduser().glob("chromium_headless_shell-*/*/*headless*shell*")
    paths = [named, *CHROMIUM_ELSEWHERE, *map(str, fetched)]
    return _first(named, *CHROMIUM)() or next(filter(os.path.isfile, paths), None)


def _webkit() -> str | None:
    """Return WebKitGTK's small browser, where it has a driver and a screen."""
    browsers = Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")
    screen = os.environ.get("DISPLAY") or shutil.which("xvfb-run")
    return next(map(str, browsers), None) if shutil.which("WebKitWebDriver") and screen else None


PARTS = {
    "venv": Part(
        "a Python that makes virtual environments",
        _venv,
        (f"python3.{sys.version_info[1]}-venv",),
        "everything",
    ),
    "git": Part("git", _first("git"), ("git",), "spelling"),
    "chromium": Part("Chromium", _chromium, ("chromium-headless-shell",), "pages and print"),
    "firefox": Part("Firefox", _first("firefox", "firefox-esr"), ("firefox-esr",), "its pages"),
    "webkit": Part("WebKit", _webkit, ("webkit2gtk-driver", "xvfb", "xauth"), "Safari's pages"),
    "nginx": Part("nginx", _first("nginx"), ("nginx-light",), "a host of the book"),
    "apache2": Part("Apache", _first("apache2"), ("apache2-bin", "media-types"), "a host"),
    "caddy": Part("Caddy", _first("caddy"), ("caddy",), "a host of the book"),
    "java": Part("Java", _first("java"), ("default-jre-headless",), "whether the EPUB is valid"),
    "coq": Part("Coq", _first("coqc"), ("coq",), "the proof that a machine checks"),
}

MUST = {
    **dict.fromkeys(("check", "lint", "test", "test-all", "prove"), ("venv", "git")),
    "proof": ("coq",),
}
"""What a target cannot do without; the others need a virtual environment."""

ENGINES = ("chromium", "firefox", "webkit")
CHROMIUM_ALONE = ("pdf", "epub", "offline", "site", "handouts", "picture", "bench", "test")
MAY = {
    **dict.fromkeys((*CHROMIUM_ALONE, "test-sphinx", "test-outlives"), ("chromium",)),
    "bench-site": ENGINES,
    "test-all": (*ENGINES, "nginx", "apache2", "caddy"),
    "prove": (*ENGINES, "java", "coq"),
}
"""What a target uses where it is, and leaves out where it is not."""


def needs(*targets: str) -> list[str]:
    """Return the parts that targets use, or parts by their own name, each once."""
    parts: list[str] = []
    for target in targets:
        parts += [target] if target in PARTS else [*_must(target), *MAY.get(target, [])]
    return list(dict.fromkeys(parts))


def _must(target: str) -> tuple[str, ...]:
    return MUST.get(target, ("venv",))


def lacking(parts: Iterable[str]) -> list[str]:
    """Return those parts that this machine lacks."""
    return [part for part in parts if not PARTS[part].find()]


def lack(part: str) -> str:
    """Say in one line that a part lacks, and what brings it.

    Examples
    --------
    >>> lack("caddy")
    'Caddy: not on this machine (Debian, as root: apt-get install caddy)'
    """
    ways = f"Debian, as root: apt-get install {' '.join(PARTS[part].packages)}"
    if part == "chromium":
        ways += "; elsewhere: .venv/bin/python -m playwright install --only-shell chromium"
    return f"{PARTS[part].name}: not on this machine ({ways})"


def bring(parts: list[str]) -> None:
    """Install what can be installed: by apt as root, a browser by Playwright where it is there."""
    if parts and shutil.which("apt-get") and _is_root():
        with _no_services():
            _install([package for part in parts for package in PARTS[part].packages])
    if "chromium" in lacking(parts) and find_spec("playwright"):
        print("Chromium: fetched by Playwright (NO_INSTALL=1 forbids it)", flush=True)
        code, output = _run(PLAYWRIGHT)
        if code:
            print(f"playwright install: {_last_line(output)}", flush=True)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _install(packages: list[str]) -> None:
    """Install those packages that this machine's Debian has, and say what apt refuses."""
    code, output = _apt("update", "-qq")
    if code:
        print(f"apt-get update: {_last_line(output)}", flush=True)
    offered = [each for each in packages if not _run(["apt-cache", "show", each])[0]]
    if not offered:
        return
    print(f"apt-get install {' '.join(offered)} (NO_INSTALL=1 forbids it)", flush=True)
    code, output = _apt("install", "-qq", "--yes", *offered)
    if code:
        print(f"apt-get install: {_last_line(output)}", flush=True)


def _apt(*arguments: str) -> tuple[int, str]:
    """Run apt-get, and again as long as somebody else holds a lock of its."""
    end, waited = monotonic() + PATIENCE, False
    while True:
        code, output = _run(["apt-get", *arguments])
        if not code or not LOCKED.search(output) or monotonic() > end:
            return code, output
        if not waited:
            print("apt-get: somebody else is installing; waiting for the lock", flush=True)
        waited = True
        sleep(1)


def _run(command: list[str]) -> tuple[int, str]:
    """Run a command and return its code and its words."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    try:
        result = subprocess.run(
            command,
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as error:
        return 127, str(error)
    return result.returncode, result.stdout.decode("utf-8", "replace")


def _last_line(output: str) -> str:
    return next(reversed(output.strip().splitlines()), "no word")


@contextmanager
def _no_services() -> Iterator[None]:
    """Let no package start a service; a policy that is not ours stays, one left by a kill goes."""
    if NO_SERVICES.exists() and NO_SERVICES.read_bytes() != POLICY.encode():
        yield
        return
    NO_SERVICES.write_text(POLICY, "utf-8")
    NO_SERVICES.chmod(0o755)
    try:
        yield
    finally:
        NO_SERVICES.unlink()


def _claim() -> str | None:
    """Note that make works in this folder; return who else does, in words, if somebody does."""
    if os.name != "posix" or os.environ.get("MAKELEVEL", "1") != "1":
        return None  # on Windows there is no asking without ending; a make of make's is one with it
    parent = os.getppid()
    if AT_WORK.exists():
        other = AT_WORK.read_text("utf-8").strip()
        if other.isdigit() and int(other) != parent and _runs(int(other)):
            return (
                f"another make (process {other}) is at work in this folder: wait until it ends, or "
                f"remove {AT_WORK.relative_to(AT_WORK.parents[1])} if that process is no make"
            )
    AT_WORK.parent.mkdir(exist_ok=True)
    AT_WORK.write_text(str(parent), "utf-8")
    return None


def _runs(process: int) -> bool:
    """Whether a process runs; one that has ended, and that nobody has asked for, does not."""
    if Path("/proc/self/stat").exists():
        stat = Path(f"/proc/{process}/stat")
        return stat.exists() and ") Z " not in stat.read_text("utf-8", "replace")
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def main(*targets: str) -> int:
    """Bring what targets use, say what lacks; return 1 where a target cannot do without."""
    if sys.version_info < OLDEST:
        print(f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}: PYTHON=...")
        return 1
    if not {*targets} <= {*PARTS} and (other := _claim()):  # who asks for parts is at work
        print(other)
        return 1
    parts = needs(*targets)
    if not os.environ.get("NO_INSTALL"):
        bring(lacking(parts))
    without = lacking(parts)
    for part in without:
        print(f"{lack(part)}: not tried: {PARTS[part].without}", flush=True)
    return int(any(part in _must(target) for target in targets for part in without))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
