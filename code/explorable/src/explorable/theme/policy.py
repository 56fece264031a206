"""A strict Content-Security-Policy on every page.

It names the hash of each inline script that the theme and its extensions wrote. Anything else is
refused, what stands in the text and in stored outputs included, and so is every other host. The
page's worker is bound too: its script is a blob, which inherits the policy. WebAssembly may be
compiled, for Python; text is never evaluated as JavaScript.
"""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

from sphinx.util import logging

POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{hashes}; "
    "style-src 'self' 'unsafe-inline'; "  # the pictures are inline SVG
    "img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)
"""What a page needs to work, and nothing more; the hashes are those of its inline scripts."""
JAVASCRIPT = (None, "", "module", "text/javascript", "application/javascript")
FETCHED = {
    **dict.fromkeys(
        ("script", "img", "iframe", "embed", "video", "audio", "source", "track"), "src"
    ),
    "object": "data",
}
"""The attribute that names what an element fetches by itself."""
_ELSEWHERE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_SCRIPT = re.compile("<script", re.IGNORECASE)
_CHARSET = re.compile(r'<meta charset="utf-8"\s*/?>', re.IGNORECASE)
_WITHOUT = "set explorable_policy = False"
_MENDED = f"put it into a file of html_static_path, or {_WITHOUT}"

logger = logging.getLogger(__name__)


class Scripts(HTMLParser):
    """The scripts within a piece of HTML, by element or attribute, and what it asks of others."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.inline: list[str] = []
        self.handlers: list[str] = []
        self.foreign: list[str] = []
        self._open = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a script's begin, an element's handlers, and what it fetches from another host."""
        given = dict(attrs)
        is_style = tag == "link" and "stylesheet" in (given.get("rel") or "").split()
        fetched = "href" if is_style else FETCHED.get(tag, "")
        if _ELSEWHERE.match(given.get(fetched) or ""):
            self.foreign.append(f'<{tag} {fetched}="{given[fetched]}">')
        self.handlers += [f"<{tag} {name}>" for name in given if name.startswith("on")]
        self._open = tag == "script" and "src" not in given and given.get("type") in JAVASCRIPT
        if self._open:
            self.inline.append("")

    def handle_data(self, data: str) -> None:
        """Note a script's text."""
        if self._open:
            self.inline[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Note a script's end."""
        self._open = False

    @property
    def hashes(self) -> set[str]:
        """The hashes of the inline scripts, as a policy names them."""
        return {
            "sha256-" + b64encode(sha256(script.encode()).digest()).decode()
            for script in self.inline
        }


def with_policy(html: str, page: str = "", text: str = "") -> str:
    """Return a page with its policy.

    Parameters
    ----------
    html : str
        As the theme wrote it.
    page : str
        Its name, for warnings.
    text : str
        What of it is not the theme's, but an author's: its scripts are refused.
    """
    scripts, refused = Scripts(html), Scripts(text if _SCRIPT.search(text) else "")
    for _script in refused.inline:
        _warn(
            page,
            f"a script in the text or in a stored output, which the policy will not run: {_MENDED}",
        )
    for handler in scripts.handlers:
        _warn(
            page,
            f"{handler} is a handler within the page, which the policy will not run: {_MENDED}",
        )
    for element in dict.fromkeys(scripts.foreign):
        _warn(
            page,
            f"{element} is from another host, which the policy blocks: bring the file along, "
            f"make it a link, or {_WITHOUT}",
        )
    if not _CHARSET.search(html):
        _warn(
            page,
            "no <meta charset>, after which the policy is to stand: let the theme write one, or "
            f"{_WITHOUT}",
        )
    hashes = "".join(f" '{each}'" for each in sorted(scripts.hashes - refused.hashes))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY.format(hashes=hashes)}" />'
    return _CHARSET.sub(lambda match: f"{match[0]}\n{meta}", html, count=1)


def _warn(page: str, message: str) -> None:
    logger.warning(message, location=page or None, type="explorable", subtype="theme")
