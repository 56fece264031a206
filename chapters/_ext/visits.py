"""Who has opened a chapter sees another figure on the landing page; the browser alone remembers.

Both figures are in the page, and the style sheet shows one. The mark is there before anything is
drawn, so nothing jumps; where nothing can be kept, each visit is the first.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx

LANDING = "chapters/intro"
_KEY = '"descent-opened"'
_NOTE = f"localStorage.setItem({_KEY}, 1)"
_SHOW = f'if (localStorage.getItem({_KEY})) document.documentElement.dataset.visit = "again"'


def _remember(
    _app: Sphinx, page: str, _template: str, context: dict, _doctree: nodes.document | None
) -> None:
    """Let a chapter note that it was opened, and the landing page ask for it."""
    script = _SHOW if page == LANDING else _NOTE if re.match(r"chapters/\d\d-", page) else ""
    if script:
        guarded = f"<script>try {{ {script} }} catch (error) {{ console.warn(error) }}</script>"
        context["metatags"] = "\n".join([context.get("metatags", ""), guarded, ""])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register it."""
    app.connect("html-page-context", _remember)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
