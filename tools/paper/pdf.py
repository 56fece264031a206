"""Print the built EPUB as a PDF: ``python -m tools.paper.pdf EPUB PDF [PAPER]``."""

import sys
from pathlib import Path

import pikepdf
import yaml
from playwright.sync_api import Browser, sync_playwright

from tools.chromium import launch
from tools.paper.joined import join

BOOK = Path(__file__).parents[2]
WIDTHS = {"A4": 166, "Letter": 171.9}
"""Millimeters between the margins of `pages.css`."""
TOO_WIDE = """() => [...document.querySelectorAll("body :not(svg *, math *)")]
  .filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    return left < -1 || right > innerWidth + 1;
  })
  .map((each) => `${each.closest("body > [id]")?.id}: ${each.outerHTML.slice(0, 120)}`)"""


def print_pdf(browser: Browser, html: Path, file: Path, paper: str = "A4") -> None:
    """Print a page of all pages into a file.

    Raises
    ------
    RuntimeError
        If something is wider than the page: Chromium would make all letters smaller.
    """
    width = int(WIDTHS[paper] * 96 / 25.4)
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.emulate_media(media="print")
    page.goto(html.resolve().as_uri())
    page.evaluate("document.fonts.ready")
    if wide := page.evaluate(TOO_WIDE):
        raise RuntimeError("\n".join([f"too wide for {paper}:", *wide[:20]]))
    page.pdf(path=file, format=paper, print_background=True, tagged=True, outline=True)
    page.close()
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        settings = yaml.safe_load((BOOK / "_config.yml").read_text("utf-8"))
        document.docinfo["/Author"] = settings["author"]
        with document.open_outline() as outline:
            _undouble(outline.root)
        document.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)  # a third


def _undouble(items: list[pikepdf.OutlineItem]) -> None:
    """Halve titles of the outline: Chromium doubles that of a heading that it has moved."""
    for item in items:
        half = len(item.title) // 2
        if item.title[:half] == item.title[half:]:
            item.title = item.title[:half]
        _undouble(item.children)


def main() -> None:
    """Print the book that is named on the command line."""
    book, file, *paper = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        print_pdf(browser, join(Path(book)), Path(file), *paper)
        browser.close()


if __name__ == "__main__":
    main()
