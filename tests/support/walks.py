"""Steps that walks share, in every engine."""

from engines import Tab
from stored import CHAPTERS


def first(tab: Tab, cells: str) -> str:
    """Bring the first of some cells into view and return the selector of that one."""
    tab.wait("(cells) => document.querySelector(cells)?.id", cells)  # it is a cell by now
    tab.place(cells)
    return "#" + tab.evaluate("(cells) => document.querySelector(cells).id", cells)


def write(tab: Tab, cell: str, source: str) -> None:
    """Type a cell anew, and run it with the keys."""
    if not tab.evaluate("(s) => Boolean(document.querySelector(s))", f"{cell} [role=textbox]"):
        tab.click(f"{cell} [aria-label^='Edit cell']")
    tab.wait("(s) => document.querySelector(s)", f"{cell} [role=textbox]")
    tab.focus(f"{cell} [role=textbox]")
    tab.press("Control+a")
    tab.type(source)
    tab.press("Shift+Enter")


def open_chapters(tab: Tab, address: str) -> None:
    """Open every chapter, and try that no parenthesis of its formulas hangs out of its box."""
    for chapter in CHAPTERS:
        tab.goto(f"{address}/chapters/{chapter}.html")
        tab.wait("() => !document.querySelector('html.explorable-arriving')")
        hangs = "[...document.querySelectorAll('math')].map((m) => getComputedStyle(m)[given])"
        assert {"none", None} >= set(tab.evaluate(f"(given) => {hangs}", "hangingPunctuation"))
