"""A core is a sitting: so many screens of a laptop, and no more."""

import pytest
from prose import CORES

SCREENS, HEIGHT = 26, 900
"""Of a laptop, at the font that the page has there."""
ALL_SEEN = "* { content-visibility: visible !important }"
"""A page measures what is far from the window only when it comes near."""


@pytest.mark.parametrize("path", CORES, ids=lambda path: path.stem)
def test_a_core_has_few_screens(browser, address, path):
    with browser.new_context(viewport={"width": 1280, "height": HEIGHT}) as context:
        page = context.new_page()
        page.goto(f"{address}/chapters/{path.stem}.html")
        page.add_style_tag(content=ALL_SEEN)
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * HEIGHT
