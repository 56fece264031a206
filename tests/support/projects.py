"""Projects of one page or few, built by Sphinx in a process of their own."""

import subprocess
import sys
from pathlib import Path

SETTINGS = """
import warnings
from sphinx.deprecation import RemovedInNextVersionWarning

warnings.filterwarnings("error", category=RemovedInNextVersionWarning, module="explorable")
extensions = ["myst_parser", "explorable.sphinx"]
myst_enable_extensions = ["amsmath", "dollarmath"]
"""


def build(folder: Path, text: str, settings: str = SETTINGS) -> tuple[str, str]:
    """Build the folder's book, its first page of this text or this notebook's JSON.

    Return the page and the warnings.
    """
    book = folder / "book"
    book.mkdir(exist_ok=True)
    (book / "conf.py").write_text(settings, encoding="utf-8")
    if text.startswith("{"):
        (book / "index.ipynb").write_text(text, encoding="utf-8")
    elif not (book / "index.md").exists():
        (book / "index.md").write_text(f"# Title\n\n{text}\n", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-N", "book", "html"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stderr
    return (folder / "html" / "index.html").read_text("utf-8"), result.stderr
