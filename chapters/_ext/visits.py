"""Who has opened a chapter sees another figure on the landing page; the browser alone remembers.

Both figures are in the page, and the style sheet shows one. The mark is there before anything is
drawn, so nothing jumps; where nothing can be kept, each visit is the first.
"""

import re

from explorable.sphinx.steps import Page, page_step
from sphinx.application import Sphinx

LANDING = "chapters/intro"
# As `explorable/page/records.js` keeps a setting, so that who forgets everything comes anew.
_KEY = (
    'const { dataset } = document.documentElement, key = JSON.stringify(["explorable-1", "setting",'
    ' new URL(dataset.content_root, location).pathname, "opened", "no"]);'
)
_NOTE = f'{_KEY} localStorage.setItem(key, JSON.stringify({{ text: "yes", when: Date.now() }}))'
_SHOW = f'{_KEY} if (localStorage.getItem(key)) dataset.visit = "again"'


def _remember(page: Page) -> None:
    """Let a chapter note that it was opened, and the landing page ask for it."""
    name = page.name
    script = _SHOW if name == LANDING else _NOTE if re.match(r"chapters/\d\d-", name) else ""
    if script:
        page.add_tags(
            f"<script>try {{ {script} }} catch (error) {{ console.warn(error) }}</script>"
        )


def setup(app: Sphinx) -> None:
    """Register it."""
    page_step(app, _remember, after="theme")
