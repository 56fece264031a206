"""The two packages as wheels, for any Jupyter: ``python -m tools.wheels _build/html/wheels``."""

import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

from explorable.bundle.download import digest_of

PROJECTS = Path(__file__).parents[1] / "code"
PACKAGES = ("explorable", "descent")
"""Each after those that it needs."""
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>The packages of Descent</title></head>
<body>
<h1>The packages of Descent</h1>
<p>Wheels for pip, which also reads this page: <code>--find-links</code> and its address.
<a href="../chapters/anywhere.html">How to install them</a></p>
<ul>
{links}
</ul>
</body>
</html>
"""


def build(folder: Path) -> list[Path]:
    """Fill a folder with the wheels and a page that lists them; what lay there before goes.

    Returns
    -------
    list of Path
        The wheels, in the order of `PACKAGES`.
    """
    shutil.rmtree(folder, ignore_errors=True)
    wheels = [_wheel(PROJECTS / package, folder) for package in PACKAGES]
    links = "\n".join(_link(wheel) for wheel in wheels)
    (folder / "index.html").write_text(PAGE.format(links=links), "utf-8")
    return wheels


def _wheel(project: Path, folder: Path) -> Path:
    """Build a wheel; hatchling asks no host for anything."""
    command = [sys.executable, "-m", "hatchling", "build", "--target=wheel"]
    before = set(folder.glob("*.whl"))
    command += [f"--directory={folder.resolve()}"]
    subprocess.run(command, cwd=project, check=True, stderr=subprocess.DEVNULL)
    (wheel,) = set(folder.glob("*.whl")) - before
    return wheel


def _link(wheel: Path) -> str:
    """Return a link as pip reads it: it checks the digest."""
    name = escape(wheel.name)
    return f'<li><a href="{name}#sha256={digest_of(wheel)}">{name}</a></li>'


if __name__ == "__main__":
    build(Path(sys.argv[1]))
