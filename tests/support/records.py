"""What a browser has of a reader's work, written and read by the page's own module.

How an entry is stored, `page/storage.js` alone knows.
"""

import math
from typing import Any

from playwright.sync_api import Page

_RECORDS = """async (given) => {
  const script = document.querySelector('script[src*="/live-"]');
  const storage = await import(new URL("storage.js", script?.src ?? new URL("/page/", location)));
  %s
}"""
_PUT = "storage.write(...given);"
_ENTRIES = "return storage.entries(given).entries;"
_REMOVE = "storage.remove(given);"


def put(page: Page, place: dict[str, Any], text: str, when: float) -> None:
    """Write a text at a place: its kind, page, number and the book's text (`stored`)."""
    page.evaluate(_RECORDS % _PUT, [place, text, when])


def damage(page: Page, place: dict[str, Any]) -> None:
    """Let the browser have an entry at a place that is none, as it has no time."""
    put(page, place, "", math.nan)


def entries(page: Page, kind: str = "", start: str = "/") -> list[dict[str, Any]]:
    """Return the sound entries of pages whose paths begin with `start`, all or those of a kind."""
    found = page.evaluate(_RECORDS % _ENTRIES, start)
    return [entry for entry in found if kind in ("", entry["kind"])]


def remove(page: Page, entry: dict[str, Any]) -> None:
    """Remove an entry."""
    page.evaluate(_RECORDS % _REMOVE, entry["key"])
