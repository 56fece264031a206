"""What axe finds wrong with a page."""

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

CONTRAST = """
axe.configure({ rules: [{ id: "color-contrast", selector: ":not(svg *, math, math *)" }] });"""
"""Looks for words that do not stand out, but for those of a picture, of which axe never decides,
and formulas, which have the color of the text around them (`tests/book/test_pages.py`)."""
AXE = Axe(AXE_SCRIPT + CONTRAST)


def broken(
    page: Page,
    context: dict | None = None,
    asked: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
) -> list[dict]:
    """Return all that breaks one of axe's usual rules, or of those it must be `asked`.

    Where some are given it is asked `only` these: most of the time is that of others.
    """
    options = {
        "rules": {rule: {"enabled": True} for rule in asked},
        **({"runOnly": only} if only else {}),
        "resultTypes": ["violations"],  # else it describes all that is right: most of its time
    }
    return AXE.run(page, context=context, options=options).response["violations"]


def grave(page: Page, context: dict | None = None, asked: tuple[str, ...] = ()) -> list[str]:
    """Return what breaks a rule seriously: the rule, and some of the elements."""
    return [
        f"{each['id']}: {node['html'][:200]}"
        for each in broken(page, context, asked)
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]
