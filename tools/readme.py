"""The code of a README, and the names that it makes."""

import re
from pathlib import Path

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(path: Path) -> list[str]:
    """Return the blocks of Python."""
    return _BLOCK.findall(path.read_text("utf-8"))


def run(path: Path) -> dict:
    """Run all blocks, one after the other as in a notebook, and return what they have named."""
    names = {"__name__": "__main__"}
    for block in blocks(path):
        exec(compile(block, str(path), "exec"), names)
    return names
