"""What has changed between two pictures, as the groups to replace: a comparison of their texts."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TAG = re.compile(r"<g\b[^>]*>|</g>")
_ID = re.compile(r'\bid="([^"]*)"')


class _Group(NamedTuple):
    """A group that has a name, or the picture: its text, and that without the groups within."""

    text: str
    frame: str
    inside: dict[str, "_Group"]


def difference(before: str, after: str) -> dict[str, str] | None:
    """Return the smallest named groups of `after` that lead there from `before`, by id.

    Parameters
    ----------
    before, after : str
        Pictures as `explorable.picture.svg` writes them.

    Returns
    -------
    dict of str to str, or None
        None if they differ outside of such groups.

    Examples
    --------
    >>> before = '<svg><g id="a"><g id="b">1</g><g id="c">2</g></g></svg>'
    >>> difference(before, before.replace("2", "3"))
    {'c': '<g id="c">3</g>'}
    >>> difference(before, before.replace("svg", "SVG")) is None
    True
    """
    one, other = _grouped(before), _grouped(after)
    if not _alike(one, other):
        return None
    return dict(_changes(one, other))


def parts(picture: str) -> dict[str, str]:
    """Return the named groups that hold no other, by id: what single artists have drawn.

    Examples
    --------
    >>> parts('<svg><g id="a"><g id="b">1</g><g id="c">2</g></g></svg>')
    {'b': '<g id="b">1</g>', 'c': '<g id="c">2</g>'}
    """
    return dict(_innermost(_grouped(picture)))


def _innermost(group: _Group) -> Iterator[tuple[str, str]]:
    for name, each in group.inside.items():
        if each.inside:
            yield from _innermost(each)
        else:
            yield name, each.text


def _changes(before: _Group, after: _Group) -> Iterator[tuple[str, str]]:
    for name, group in after.inside.items():
        known = before.inside[name]
        if _alike(known, group):
            yield from _changes(known, group)
        else:
            yield name, group.text


def _alike(one: _Group, other: _Group) -> bool:
    """Whether only groups within differ."""
    return one.frame == other.frame and [*one.inside] == [*other.inside]


def _grouped(text: str) -> _Group:
    """Return a picture as the tree of its named groups."""
    open_groups: list[tuple[str | None, int, list[str], dict[str, _Group]]] = [(None, 0, [], {})]
    end = 0
    for tag in _TAG.finditer(text):
        between = text[end : tag.start()]
        end = tag.end()
        if tag[0] != "</g>":
            open_groups[-1][2].append(between)
            named = _ID.search(tag[0])
            open_groups.append((named and named[1], tag.start(), [tag[0]], {}))
            continue
        name, start, frame, inside = open_groups.pop()
        frame += [between, tag[0]]
        _, _, outer, groups = open_groups[-1]
        if name is None or name in groups:
            outer += frame
            groups |= inside
        else:
            outer.append(f"\0{name}\0")
            groups[name] = _Group(text[start:end], "".join(frame), inside)
    _, _, frame, inside = open_groups[0]
    return _Group(text, "".join([*frame, text[end:]]), inside)
