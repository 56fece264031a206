"""Print the pages of practice as sheets: ``python -m tools.sheets _build/html _build/handouts``.

A sheet has a page's exercises and questions with room to write, by the style that the page has on
paper; a second one has every hint and solution in place of the room.
"""

import sys
from pathlib import Path

from playwright.sync_api import PdfMargins

from tools.chromium import browsing

PAGES = "chapters/[0-9]*-practice.html"
SOLVED = """() => {
  document.documentElement.style.setProperty("--room", "none");
  for (const fold of document.querySelectorAll("details")) fold.open = true;
}"""
FOOTER = """<p style="font: 8pt sans-serif; margin: 0 20mm">
Descent, a course on softmax classification · CC BY 4.0 ·
<span class="pageNumber"></span> of <span class="totalPages"></span></p>"""
MARGINS = PdfMargins(top="18mm", right="20mm", bottom="20mm", left="20mm")


def print_sheets(site: Path, folder: Path, paper: str = "A4", pages: str = PAGES) -> None:
    """Print pages of a built site into a folder: each as it is asked, and as it is solved.

    Raises
    ------
    FileNotFoundError
        If the site has no such pages.
    """
    paths = sorted(site.glob(pages))
    if not paths:
        raise FileNotFoundError(f"{site} has no {pages}: run `make build`")
    folder.mkdir(parents=True, exist_ok=True)
    with browsing(site) as (browser, address):
        page = browser.new_page(color_scheme="light")
        page.route("**/*.js", lambda route: route.abort())  # questions print as they are written
        for path in paths:
            page.goto(f"{address}/{path.relative_to(site).as_posix()}")
            page.evaluate("document.fonts.ready")
            for ending in ("", "-solutions"):
                if ending:
                    page.evaluate(SOLVED)
                page.pdf(
                    path=folder / f"{path.stem}{ending}.pdf",
                    format=paper,
                    margin=MARGINS,
                    display_header_footer=True,
                    header_template="<p></p>",
                    footer_template=FOOTER,
                    tagged=True,
                    outline=True,
                )


def main() -> None:
    """Print the sheets of the built book named on the command line."""
    site, folder, *paper = sys.argv[1:]
    print_sheets(Path(site), Path(folder), *paper)


if __name__ == "__main__":
    main()
