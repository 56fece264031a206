"""A page with the cell of plain interact as it stands, alive by ``explorable_interact``."""

import subprocess
import sys
from pathlib import Path

from interact import CELL

ROOM = Path(".cache/redrawn").absolute()
PAGE = f"""---
file_format: mystnb
kernelspec: {{name: python3, display_name: Python 3}}
---
# Redrawn

```{{code-cell}} python
{CELL}
```
"""
CONF = """
extensions = ["myst_nb", "explorable.sphinx"]
nb_execution_mode = "force"
nb_execution_raise_on_error = True
exclude_patterns = ["_build", "jupyter_execute"]
explorable_cache = ".."
explorable_interact = True
explorable_packages = ["descent"]
"""


def build() -> Path:
    """Return the folder of the built page."""
    ROOM.mkdir(parents=True, exist_ok=True)
    (ROOM / "index.md").write_text(PAGE, "utf-8")
    (ROOM / "conf.py").write_text(CONF, "utf-8")
    command = [sys.executable, "-m", "sphinx", ".", "_build", "-W", "--quiet"]
    subprocess.run(command, cwd=ROOM, check=True)
    return ROOM / "_build"
