"""Say by name what the newest versions changed: run as ``python tests/newest/report.py FOLDER``.

The folder has the results of two runs, ``packages.xml`` and ``notebooks.xml``, and gets
``report.md``.
"""

import re
import sys
from importlib.metadata import distributions
from pathlib import Path
from xml.etree import ElementTree

LOCK = Path(__file__).parents[1] / "requirements.lock"
LINES = 12
"""So much of each failure is told; the run's log has the rest."""


def main(folder: Path) -> int:
    """Write the report, and return 1 if anything fails or a run has no result."""
    runs = [folder / f"{name}.xml" for name in ("packages", "notebooks")]
    failures = [failure for path in runs for failure in failures_of(path)]
    report = f"## {len(failures) or 'No'} failures with the newest versions\n\n"
    report += "".join(f"### {name}\n\n```\n{words}\n```\n\n" for name, words in failures)
    report += "Otherwise than in the lock: " + (", ".join(newer()) or "nothing") + ".\n"
    (folder / "report.md").write_text(report, "utf-8")
    print(report)
    return bool(failures)


def failures_of(path: Path) -> list[tuple[str, str]]:
    """Return name and first lines of all that failed in a run."""
    if not path.exists():
        return [(path.stem, "The run ended without a result.")]
    cases = ElementTree.parse(path).iter("testcase")
    return [
        (f"{case.get('classname')} {case.get('name')}", first_lines(result))
        for case in cases
        for result in case
        if result.tag in ("failure", "error")
    ]


def first_lines(result: ElementTree.Element) -> str:
    """Return what a failure says first, without colors; of a cell what differs, not its source."""
    words = result.get("message", "")
    if "Notebook cell" in words:
        words = (result.text or "").partition("Traceback:")[2]
    return "\n".join(re.sub(r"(\x1b|#x1B)\[[0-9;]*m", "", words).strip().splitlines()[:LINES])


def newer() -> list[str]:
    """Return what is installed here in a version that the lock has not."""
    locked = {}
    for name, version in re.findall(r"^(\S+)==(\S+)", LOCK.read_text("utf-8"), re.M):
        locked.setdefault(name, []).append(version)  # one for each Python, now and then
    installed = {each.name.lower().replace("_", "-"): each.version for each in distributions()}
    changed = [n for n in sorted(locked) if installed.get(n, locked[n][0]) not in locked[n]]
    return [f"{name} {installed[name]} (locked: {locked[name][-1]})" for name in changed]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
