"""Photograph the landing page's explorer for the README: ``python tests/picture.py FILE``."""

import sys
from pathlib import Path

from browser import launch
from playwright.sync_api import sync_playwright
from serving import serving

SITE = Path(__file__).parents[1] / "_build" / "html"


def main() -> None:
    """Save the picture to the file named on the command line."""
    with sync_playwright() as playwright, serving(SITE) as address:
        browser = launch(playwright)
        size = {"width": 1000, "height": 1600}  # the whole figure in one view
        page = browser.new_page(viewport=size, color_scheme="light", device_scale_factor=1.5)
        page.goto(f"{address}/chapters/intro.html")
        page.locator("figure.explorable-explorer fieldset:enabled").wait_for()
        page.locator("figure.explorable-explorer").screenshot(path=sys.argv[1])
        browser.close()


if __name__ == "__main__":
    main()
