"""The course in one picture, at each chapter's head: from scores to a step that betters them.

Five parts of a picture that `make picture` draws, of the running example's first photo, each a link
to the section that teaches it.
"""

from collections.abc import Iterable

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

PICTURE = "_static/strip.svg"
PARTS = {
    "scores": ("a2-scores", "cat 3.2, car 5.1, frog −1.7"),
    "probabilities": ("c1-softmax", "cat 0.13, car 0.87, frog 0.00"),
    "loss": ("d3-loss", "minus log 0.13 = 2.04"),
    "gradient": ("d4-gradient", "cat −0.87, car 0.87, frog 0.00"),
    "step": ("e1-taylor", "cat 6.7, car 1.6, frog −1.7"),
}
"""The section that teaches each part, and what its picture shows."""


def strip(app: Sphinx, page: str, lit: Iterable[str]) -> str:
    """Return the strip of a page, with the parts that it teaches lit, as HTML."""
    unknown = set(lit) - set(PARTS)
    if unknown or not lit:
        raise ExtensionError(f"course.yml: {page} lights {lit}, of {list(PARTS)}")
    items = "".join(_item(app, page, at, name, name in lit) for at, name in enumerate(PARTS))
    title = "The course in one picture"
    return f'<nav class="course-strip" aria-label="{title}"><ol>{items}</ol></nav>'


def _item(app: Sphinx, page: str, at: int, name: str, lit: bool) -> str:
    """Return a part: its link, and a fifth of the picture, which the theme leaves as it is."""
    section, description = PARTS[name]
    current = ' aria-current="true"' if lit else ""
    picture = f"{'../' * page.count('/')}{PICTURE}"
    look = f'width="64" height="36" style="object-position: {25 * at}% 0"'
    return (
        f'<li><a href="{_address(app, page, section)}"{current}>'
        f'<img class="dark-light" src="{picture}" {look} alt="{description}">{name}</a></li>'
    )


def _address(app: Sphinx, page: str, label: str) -> str:
    """Return the address of a label, as seen from a page."""
    if label not in (known := app.env.get_domain("std").anonlabels):
        raise ExtensionError(f"the strip leads to {label}, which no chapter has")
    target, anchor, *_others = known[label]
    return f"{app.builder.get_relative_uri(page, target)}#{anchor}"
