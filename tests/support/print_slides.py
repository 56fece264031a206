"""Print lectures as PDF: ``python tests/support/print_slides.py SITE FOLDER CHAPTER [PAPER]``.

What prints is the page's own lecture, as in a browser: a slide a page, its notes beside it.
"""

import sys
from pathlib import Path

from browser import LIMIT, launch
from playwright.sync_api import Browser, sync_playwright
from serving import serving


def print_slides(
    browser: Browser, site: Path, folder: Path, chapter: str, paper: str = "A4"
) -> list[Path]:
    """Print the lectures of the chapters that a pattern names, ``"03-softmax"`` or ``"*"``."""
    pages = sorted((site / "chapters").glob(f"{chapter}.html"))
    found = [each.stem for each in pages if 'class="explorable-explorer' in each.read_text("utf-8")]
    if not found:
        raise ValueError(f"CHAPTER must be a page with explorers, 03-softmax, got {chapter!r}")
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{stem}.pdf" for stem in found]
    page = browser.new_page()
    with serving(site) as address:
        for file in files:
            page.goto(f"{address}/chapters/{file.stem}.html?lecture")
            page.locator(".explorable-lecture").wait_for(timeout=LIMIT)
            page.pdf(path=file, format=paper, landscape=True, print_background=True, tagged=True)
    page.close()
    return files


def main() -> None:
    """Print the chapters that the command line names."""
    site, folder, chapter, *paper = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for file in print_slides(browser, Path(site), Path(folder), chapter, *paper):
            print(file)
        browser.close()


if __name__ == "__main__":
    main()
