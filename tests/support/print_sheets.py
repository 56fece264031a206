"""Print exercise sheets as PDF: ``python tests/support/print_sheets.py SHEETS FOLDER [PAPER]``."""

import sys
from pathlib import Path

from browser import launch
from playwright.sync_api import Browser, sync_playwright


def print_sheets(browser: Browser, sheets: Path, folder: Path, paper: str = "A4") -> None:
    """Print each page of HTML in `sheets` into `folder`; the built book lies beside `sheets`."""
    folder.mkdir(parents=True, exist_ok=True)
    page = browser.new_page()
    for sheet in sorted(sheets.glob("*.html")):
        page.goto(sheet.resolve().as_uri())
        page.evaluate("document.fonts.ready")
        page.pdf(path=folder / f"{sheet.stem}.pdf", format=paper, tagged=True, outline=True)
    page.close()


def main() -> None:
    """Print the sheets of the folder named on the command line."""
    sheets, folder, *paper = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        print_sheets(browser, Path(sheets), Path(folder), *paper)
        browser.close()


if __name__ == "__main__":
    main()
