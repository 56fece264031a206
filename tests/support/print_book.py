"""Print the built book: ``python tests/support/print_book.py pdf SITE PAPER``, or ``epub SITE``."""

import sys
from collections.abc import Sequence
from pathlib import Path

from browser import launch
from playwright.sync_api import Browser, sync_playwright

from tools.paper import epub, listed, pdf, printed
from tools.paper.assembly import Part, assemble
from tools.paper.edition import Edition, edition
from tools.paper.printed import MILLIMETER, SIDE

BOOK = Path(__file__).parents[2]
SERIALIZED = """html => new XMLSerializer().serializeToString(
  new DOMParser().parseFromString(html, "text/html"))"""
WIDTHS = {"A4": 210, "Letter": 215.9}
"""Millimeters."""
TOO_WIDE = """() => [...document.querySelectorAll("body :not(svg *)")]
  .filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    return left < -1 || right > innerWidth + 1;
  })
  .map((each) => `${each.closest("[data-stem]")?.dataset.stem}: ${each.outerHTML.slice(0, 120)}`)"""
COVER = {"width": 1200, "height": 1800}


def print_pdf(
    browser: Browser, parts: Sequence[Part], told: Edition, file: Path, paper: str = "A4"
) -> list[str]:
    """Print parts of the book into a file beside the site's pages; return what is wrong with it."""
    page = browser.new_page()

    page.emulate_media(media="print")
    width = (WIDTHS[paper] - 2 * SIDE / MILLIMETER) * 96 / 25.4
    page.set_viewport_size({"width": int(width), "height": 900})

    def print_page(html: Path, to: Path) -> None:
        page.goto(html.resolve().as_uri())
        page.evaluate("document.fonts.ready")
        if wide := page.evaluate(TOO_WIDE):  # else Chromium makes all letters smaller
            raise RuntimeError("\n".join([f"too wide for {paper}:", *wide[:20]]))
        page.pdf(path=to, format=paper, print_background=True, tagged=True, outline=True)

    html = file.with_suffix(".html")
    document = pdf.Document(parts, told, "../_static")
    pdf.write(document, html, file, print_page)
    html.unlink()
    page.close()
    printed.finish(file, f"{told.title}: {told.subtitle}", told.authors)
    return printed.problems(file, [part.title for part in document.parts])


def write_epub(browser: Browser, parts: Sequence[Part], told: Edition, file: Path) -> None:
    """Write parts of the book as an EPUB into a file beside the site's pages."""
    page = browser.new_page(viewport=COVER)
    cover = file.with_suffix(".html")
    cover.write_text(pdf.cover(told, "../_static"), encoding="utf-8")
    page.goto(cover.resolve().as_uri())
    picture = page.screenshot()
    cover.unlink()
    site = file.parent.parent
    epub.write(parts, told, site, picture, lambda html: page.evaluate(SERIALIZED, html), file)
    page.close()


def main() -> None:
    """Write the file that is named on the command line, and let the site list it."""
    kind, place, *paper = sys.argv[1:]
    site = Path(place)
    parts, told = assemble(BOOK, site), edition(BOOK, site)
    file = site / "offline" / f"descent.{kind}"
    file.parent.mkdir(exist_ok=True)
    wrong = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if kind == "pdf":
            wrong = print_pdf(browser, parts, told, file, *paper)
        else:
            write_epub(browser, parts, told, file)
        browser.close()
    if wrong:
        sys.exit("\n".join([f"{file} is not sound:", *wrong]))
    listed.tell(site)


if __name__ == "__main__":
    main()
