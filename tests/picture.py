"""Photograph the landing page's explorer for the README: ``python tests/picture.py FILE``."""

import sys
from pathlib import Path
from threading import Thread

from browser import launch
from descent.site.serve import book_server
from playwright.sync_api import sync_playwright

SITE = Path(__file__).parents[1] / "_build" / "html"


def main() -> None:
    """Save the picture to the file named on the command line."""
    with sync_playwright() as playwright, book_server(SITE, port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        browser = launch(playwright)
        size = {"width": 1000, "height": 1600}  # the whole figure in one view
        page = browser.new_page(viewport=size, color_scheme="light", device_scale_factor=1.5)
        page.goto(f"http://127.0.0.1:{server.server_port}/chapters/intro.html")
        page.locator("figure.descent-explorer fieldset:enabled").wait_for()
        page.locator("figure.descent-explorer").screenshot(path=sys.argv[1])
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
