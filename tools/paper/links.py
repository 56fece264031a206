"""Links between pages that become links within one document.

An id of a page has the page's name before it; ids that nothing points to are dropped, and so are
links to what is not printed (pages, states of an explorer), unless the site's address is known.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import Tag

_POINTS = re.compile(r"url\(#([^)]+)\)")
_LISTED = ("h1", "h2", "h3")
"""Headings, to which the contents and the index point."""
_NAMES = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


def target(stem: str, name: str = "") -> str:
    """Return the id in the document of a page, or of an id of that page.

    Examples
    --------
    >>> target("03-softmax"), target("03-softmax", "shift")
    ('p-03-softmax', 'p-03-softmax--shift')
    """
    return f"p-{stem}--{name}" if name else f"p-{stem}"


def within(sections: Sequence[Tag], address: str = "") -> None:
    """Let the links between sections point within one document.

    Parameters
    ----------
    sections : sequence of Tag
        Each with the name of its page, `data-stem`.
    address : str
        The site's, for links to other pages of it.
    """
    aliases: dict[str, str] = {}
    for section in sections:
        aliases |= _own(section, str(section["data-stem"]))
    stems = {str(section["data-stem"]) for section in sections}
    for section in sections:
        for link in section.select("a[href]"):
            _point(link, str(section["data-stem"]), stems, aliases, address)


def _own(section: Tag, stem: str) -> dict[str, str]:
    """Put the page's name before a section's ids, and return which ids others stand for."""
    moved = {
        target(stem, span): target(stem, heading) for span, heading in _to_headings(section).items()
    }
    for each in section.find_all(True):
        if each.get("id"):
            each["id"] = target(stem, str(each["id"]))
        for name in _NAMES:
            del each[name]
        for name, value in each.attrs.items():
            if each.name == "use" and name in ("href", "xlink:href"):
                each[name] = f"#{target(stem, str(value)[1:])}"
            elif "url(#" in str(value):
                each[name] = _POINTS.sub(
                    lambda found: f"url(#{target(stem, found[1])})", str(value)
                )
    section["id"] = target(stem)
    return moved


def _to_headings(section: Tag) -> dict[str, str]:
    """Move ids of sections, and of the empty spans at their start, to their headings."""
    moved: dict[str, str] = {}
    for part in [section, *section.select("section[id]")]:
        heading = part.find(["h1", "h2", "h3", "h4"])
        if heading is None or heading.get("id"):
            continue
        heading["id"] = part["id"]
        del part["id"]
        for span in part.find_all("span", id=True, recursive=False):
            moved[str(span["id"])] = str(heading["id"])
            span.decompose()
    return moved


def _point(link: Tag, stem: str, stems: set[str], aliases: Mapping[str, str], address: str) -> None:
    """Let a link point to its target in the document, or on the site, or be no link."""
    path, name = urldefrag(str(link["href"]))
    page = path.removesuffix(".html") if path else stem
    if page in stems and not name.startswith("explorer="):
        end = target(page, name)
        link["href"] = f"#{aliases.get(end, end)}"
    elif not urlsplit(path).scheme and address:
        link["href"] = urljoin(f"{address}chapters/{stem}.html", str(link["href"]))
    elif not urlsplit(path).scheme:
        link.unwrap()


def drop_idle(sections: Sequence[Tag]) -> None:
    """Drop ids that nothing points to: some of a page's stand there twice."""
    known = set().union(*map(_pointed_to, sections))
    for section in sections:
        for each in section.find_all(id=True):
            if each.name in _LISTED:
                continue
            if each["id"] in known:
                known.discard(str(each["id"]))
            else:
                del each["id"]


def _pointed_to(section: Tag) -> set[str]:
    found: set[str] = set()
    for each in section.find_all(True):
        for name, value in each.attrs.items():
            if name in ("href", "xlink:href") and str(value).startswith("#"):
                found.add(str(value)[1:])
            elif "url(#" in str(value):
                found.update(_POINTS.findall(str(value)))
    return found
