"""Which tests a commit runs: all that it may have broken, and a sample of what repeats a proof.

Of what is marked ``sample(n)``, `make test` runs one case in `n`, others each day, so that in `n`
days each has its turn; ``make prove`` (the variable ``PROVE``) runs all. With `together` tests of
one file with the same values have the same turn: a visit of a page answers all that is asked of it.
It runs in any case what is

- changed itself, or about an explorer, a notebook or a page that has, or what its module imports,
  or is marked ``sample(n, of="benchmarks/")`` and a file there has: since the commit that ``BASE``
  names, since the tests were last green here (``.cache/proved.json``) or, in a new clone, since
  what its origin has, which was proved when it landed;
- about a value that is `always` asked: ``sample(n, always=["chapters/03-softmax"])``;
- named: a test with its ``::``, a notebook by its path.

Of notebooks a quarter runs each day, and all when code has changed that they may call.
"""

import json
import os
import subprocess
import sys
from collections.abc import Container, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

if TYPE_CHECKING:
    from grimp import ImportGraph

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".cache" / "proved.json"
PROVE = bool(os.environ.get("PROVE"))
STAGE = pytest.mark.sample(8, of=("code/explorable/", "chapters/_ext/", "tools/"))
"""Of tests of how built pages behave, which text and figures of a chapter do not change."""

NOTEBOOK = pytest.mark.sample(4, of=("code/", "requirements"), together=True)
HOUSES = {"descent": "code/descent/src", "explorable": "code/explorable/src"}


def pytest_configure() -> None:
    """Fix the day: tests that run at midnight are those of one sample, in each process."""
    os.environ.setdefault("DAY", str(date.today().toordinal()))


def pytest_report_header() -> str:
    """Say what runs."""
    return f"DAY={os.environ['DAY']}: {scope()}"


def scope() -> str:
    """Say what a run proves: everything, a day's sample, or that and what a change may break."""
    if PROVE:
        return "everything"
    if not blobs():
        return "the sample of a day; no git here tells what has changed"
    since = "the last green run here" if _is_kept() else _base()[:12]
    if not changed():
        return f"the sample of a day; nothing has changed since {since}"
    unknown = "" if _is_kept() or _blobs_of(_base()) else " (which this clone does not have)"
    touch = f"what {len(changed())} files touch"
    return f"the sample of a day, and {touch}, changed since {since}{unknown}"


def select(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out of `items` what a commit leaves to ``make prove``."""
    if PROVE or any("::" in argument for argument in config.args):
        return
    named = {Path(argument).resolve() for argument in config.args if argument.endswith(".ipynb")}
    kept, left_out = [], []
    for item in items:
        (kept if item.path in named or _runs(item) else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def _runs(item: pytest.Item) -> bool:
    notebook = NOTEBOOK.mark if item.path.suffix == ".ipynb" else None
    mark = item.get_closest_marker("sample") or notebook
    return not mark or _sampled(item, *mark.args, **mark.kwargs)


def _sampled(
    item: pytest.Item,
    count: int,
    of: str | tuple[str, ...] = (),
    always: Container[str] = (),
    together: bool = False,
) -> bool:
    """Whether it is this day's turn, always asked, or it or what it is about has changed."""
    file, _, test = item.nodeid.partition("::")
    case = getattr(item, "callspec", None)
    values = list(case.params.values()) if case else []
    name = f"{file} {case.id if case else ''}" if together else f"{file}::{test}"
    if (crc32(name.encode()) + int(os.environ["DAY"])) % count == 0:
        return True
    if any(isinstance(value, str) and value in always for value in values):
        return True
    own = {file}.union(*map(_files, values)) if changed() else set()
    return bool(changed() & own) or any(path.startswith(of) for path in changed())


def _files(value: object) -> Iterator[str]:
    """Yield the files that an explorer, a notebook's path or a page's name stands for."""
    if isinstance(value, Path):
        yield value.relative_to(ROOT).as_posix()
    elif isinstance(value, str):
        yield from (f"chapters/{value.removeprefix('chapters/')}{end}" for end in (".ipynb", ".md"))
    elif hasattr(value, "module"):
        yield from _modules(value.module)


@cache
def _modules(module: str) -> frozenset[str]:
    """Return the files of a module and of all that it imports, of both packages."""
    return frozenset(map(_file, {module, *_graph().find_upstream_modules(module)}))


@cache
def _graph() -> "ImportGraph":
    """Return which module of the two packages imports which."""
    import grimp  # not above: most runs need no graph

    return grimp.build_graph(*HOUSES)


def _file(module: str) -> str:
    path = Path(HOUSES[module.partition(".")[0]], *module.split("."))
    folder = (ROOT / path).is_dir()
    return (path / "__init__.py" if folder else path.with_suffix(".py")).as_posix()


@cache
def changed() -> frozenset[str]:
    """Return the files that are not what they were when all was proved."""
    if sys.platform == "emscripten" or not (ROOT / ".git").exists():
        return frozenset()  # no git to ask: a page's Python, or an archive of the sources
    before = json.loads(KEPT.read_text("utf-8")) if _is_kept() else _blobs_of(_base())
    return frozenset(path for path, blob in blobs().items() if before.get(path) != blob)


def _is_kept() -> bool:
    """Whether this folder's last green run tells what is proved; who names a `BASE` asks that."""
    return KEPT.exists() and not os.environ.get("BASE")


def blobs() -> dict[str, str]:
    """Return the files of the working tree with git's sum of each."""
    lines = _git("ls-files", "--stage").splitlines()
    found = {path: about.split()[1] for about, path in (line.split("\t") for line in lines)}
    edited = _git("ls-files", "--modified", "--others", "--exclude-standard").splitlines()
    edited = [path for path in dict.fromkeys(edited) if (ROOT / path).is_file()]
    sums = _git("hash-object", "--stdin-paths", stdin="\n".join(edited)).split()
    return found | dict(zip(edited, sums, strict=True))


def keep(proved: dict[str, str]) -> None:
    """Remember that all tests were green with these files, if what has changed before was, too."""
    if os.environ.get("BASE"):
        return  # what had changed before it was not asked for
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(proved), "utf-8")


@cache
def _base() -> str:
    """Return the commit that others have proved: `BASE`, or where this clone left its origin."""
    return os.environ.get("BASE") or _git("merge-base", "HEAD", "origin/HEAD").strip() or "HEAD"


def _blobs_of(commit: str) -> dict[str, str]:
    lines = _git("ls-tree", "-r", commit).splitlines()
    return {path: about.split()[2] for about, path in (line.split("\t") for line in lines)}


def _git(*arguments: str, stdin: str = "") -> str:
    command = ["git", "-c", "core.quotepath=off", *arguments]
    run = subprocess.run(
        command,
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return run.stdout
