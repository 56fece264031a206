"""A core is a sitting: so many screens of a laptop, and no more."""

import pytest
from prose import CORES

SCREENS, HEIGHT = 26, 900
"""Of a laptop, at the font that the page has there."""
ALL_SEEN = "* { content-visibility: visible !important }"
"""A page measures what is far from the window only when it comes near."""


@pytest.mark.parametrize("path", CORES, ids=lambda path: path.stem)
def test_a_core_has_few_screens(open_page, path):
    viewport = {"width": 1280, "height": HEIGHT}
    page = open_page(f"chapters/{path.stem}.html", viewport=viewport)
    page.add_style_tag(content=ALL_SEEN)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * HEIGHT
