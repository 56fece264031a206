"""Run benchmarks one after the other; one that fails keeps none behind it from running.

At the end those that failed are named: `python benchmarks/in_turn.py peers load`.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> None:
    """Run the scripts of these names."""
    run = [subprocess.run([sys.executable, HERE / f"{name}.py"]) for name in names]
    failed = [name for name, each in zip(names, run, strict=True) if each.returncode]
    if failed:
        sys.exit(f"These benchmarks failed: {', '.join(failed)}")


if __name__ == "__main__":
    main(sys.argv[1:])
