"""Run benchmarks one after the other; one that fails keeps none behind it from running.

At the end those that failed are named. Options are each benchmark's:
`python benchmarks/in_turn.py peers site --rounds=1`.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(arguments: list[str]) -> None:
    """Run the scripts that are named, with the options among them."""
    names = [each for each in arguments if not each.startswith("--")]
    options = [each for each in arguments if each.startswith("--")]
    run = [subprocess.run([sys.executable, HERE / f"{name}.py", *options]) for name in names]
    failed = [name for name, each in zip(names, run, strict=True) if each.returncode]
    if failed:
        sys.exit(f"These benchmarks failed: {', '.join(failed)}")


if __name__ == "__main__":
    main(sys.argv[1:])
