"""What a browser has of a reader's work, written and read by the page's own module.

How an entry is stored, `page/records.js` alone knows.
"""

from typing import Any

from playwright.sync_api import Page

_RECORDS = """async (given) => {
  const script = document.querySelector('script[src*="/live-"]');
  const records = await import(new URL("records.js", script?.src ?? new URL("/page/", location)));
  %s
}"""
_PUT = "const [place, text, when] = given; records.write(localStorage, place, text, when);"
_DAMAGE = "localStorage.setItem(records.keyOf(given), '{');"
_ENTRIES = "return records.entries(given).entries;"
_REMOVE = "records.remove(given);"


def put(page: Page, place: dict[str, Any], text: str, when: float) -> None:
    """Write a text at a place: its kind, page, number and the book's text (`stored`)."""
    page.evaluate(_RECORDS % _PUT, [place, text, when])


def damage(page: Page, place: dict[str, Any]) -> None:
    """Let the browser have something at a place that is no entry."""
    page.evaluate(_RECORDS % _DAMAGE, place)


def entries(page: Page, kind: str = "", start: str = "/") -> list[dict[str, Any]]:
    """Return the sound entries of pages whose paths begin with `start`, all or those of a kind."""
    found = page.evaluate(_RECORDS % _ENTRIES, start)
    return [entry for entry in found if kind in ("", entry["kind"])]


def remove(page: Page, entry: dict[str, Any]) -> None:
    """Remove an entry."""
    page.evaluate(_RECORDS % _REMOVE, entry["key"])
