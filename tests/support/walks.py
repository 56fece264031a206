"""Steps that walks share, in every engine."""

from engines import Tab


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
