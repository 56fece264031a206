"""One style for a page, in the page, without the rules that it cannot use.

The theme and the extensions bring fifteen style sheets, 600 kB together, of which a page uses a
twentieth. A rule stays if the page, or a script, has every element, class and id that it asks for.
In the page itself the style is there with the first names: nothing holds up the first paint, but
for a sheet that has a book's fonts in it, which stays a file that pages share. On a
phone's line (1.6 Mbit/s, 150 ms, a processor four times slower) the longest chapter is painted 2.6
times as late with the sheets as they are, and 1.7 times with one sheet of what all pages use, as
PurgeCSS would make it. The next pages, which have that file, are hardly painted sooner.
"""

import os
import re
from functools import cache
from itertools import groupby
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, QualifiedRule

_LINK = re.compile(r'<link [^>]*href="((?:\.\./)*_static/[^"?]+\.css)[^"]*"[^>]*>\n?')
_MEDIA = re.compile(r' media="([^"]*)"')
_IMPORT = re.compile(r"@import (?:url\()?[\"']?([^\"')]+)[\"']?\)?;")
_ADDRESS = re.compile(r"url\((?!data:|[\"']?data:|#)[\"']?([^)\"']+)[\"']?\)")
_NAME = re.compile(r"(?:[.#]|(?<![\w.#:\\-]))((?:[a-zA-Z_]|\\.|-[a-zA-Z-])(?:[\w-]|\\.)*)")
_TAG = re.compile(r"<([a-z][\w-]*)")
_NAMES = re.compile(r' (?:class|id)="([^"]*)"')
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_SET = re.compile(r"""(?<=[{;\s])(--[\w-]+)\s*:(?:"[^"]*"|'[^']*'|[^;{}"'])*(?:;|(?=}))""")
_FRAMES = re.compile(r"@keyframes\s+([\w-]+)\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}\n?")
_ANIMATED = re.compile(r"animation(?:-name)?:([^;}]*)")
_QUOTED = re.compile(r""""([^"\n]*)"|'([^'\n]*)'|`([^`]*)`""")
# What a cell may bring when it is run.
_RUN = {"pre", "table", "thead", "tbody", "tr", "th", "td", "img", "details", "summary"}
_WORD = re.compile(r"[\w-]+")


@cache
def names_in_scripts(*folders: Path, unused: str = "") -> set[str]:
    """Return the names quoted in the folders' scripts: they may be given to what scripts make.

    Parameters
    ----------
    *folders : Path
    unused : str
        Scripts whose name holds this do not count.
    """
    scripts = (path for folder in folders for path in folder.rglob("*.js"))
    texts = (path.read_text("utf-8") for path in scripts if not unused or unused not in path.name)
    quoted = ("".join(part) for text in texts for part in _QUOTED.findall(text))
    return _RUN.union(*map(_WORD.findall, quoted))


def with_style(page: str, path: Path, names: set[str]) -> str:
    """Return the page with its local style sheets made one style in its head.

    Parameters
    ----------
    page : str
        HTML as the theme wrote it.
    path : Path
        Where the page lies; its links are relative to that.
    names : set of str
        What scripts may bring to the page.
    """
    home = path.parent.resolve()
    links = [each for each in _LINK.finditer(page) if not _has_fonts((home / each[1]).resolve())]
    if not links:
        return page
    there = names | names_in(page)
    rules = "\n".join(filter(None, (used(_linked(each, home), there) for each in links)))
    style = without_unread(rules, names.union(_READ.findall(page)))
    for link in links:
        page = page.replace(link[0], "", 1)
    return page.replace("</head>", f"<style>\n{style}\n</style>\n</head>", 1)


def names_in(page: str) -> set[str]:
    """Return the elements, classes and ids of a page.

    Examples
    --------
    >>> sorted(names_in('<p class="a b">c</p>'))
    ['a', 'b', 'p']
    """
    return {*_TAG.findall(page), *" ".join(_NAMES.findall(page)).split()}


def used(style: str, names: set[str]) -> str:
    """Return the style sheet without rules for elements, classes and ids that are not there.

    Examples
    --------
    >>> used(".a, .b { color: red } @media print { .c { color: blue } }", {"a"})
    '.a{ color: red }'
    """
    return "\n".join(filter(None, (_pruned(rule, names) for rule in _rules(style))))


def without_unread(style: str, read: set[str]) -> str:
    """Return the style sheet without properties and motions that nothing uses, and indentation.

    Parameters
    ----------
    style : str
    read : set of str
        Custom properties that are read elsewhere, and motions that scripts may start.

    Examples
    --------
    >>> without_unread("a{--x: 1; --y: var(--x); --z: 2; color: var(--z)}", set())
    'a{--z: 2;color: var(--z)}'
    >>> without_unread("@keyframes turn{to{rotate: 1turn}} a{animation: fade 1s}", set())
    'a{animation: fade 1s}'
    """
    moved = read.union(*map(_WORD.findall, _ANIMATED.findall(style)))
    style = _FRAMES.sub(lambda each: each[0] if each[1] in moved else "", style).strip()
    style = re.sub(r"\s*\n\s*", "\n", style)
    unread = set(_SET.findall(style)) - read.union(_READ.findall(style))
    shorter = _SET.sub(lambda each: "" if each[1] in unread else each[0], style)
    shorter = re.sub(r"(?<=[{;])\s+", "", shorter)
    return without_unread(shorter, read) if unread else shorter  # what only these read is unread


@cache
def _rules(style: str) -> list:
    """Return the rules of a style sheet; pages of one folder share theirs, read once."""
    return tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)


def _pruned(rule: QualifiedRule | AtRule, names: set[str]) -> str:
    """Return what of a rule can apply, as text."""
    if isinstance(rule, QualifiedRule):
        selectors = [part for part, required in _selectors(rule).items() if required <= names]
        return f"{','.join(selectors)}{{{_body(rule)}}}" if selectors else ""
    if isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports", "container"):
        inner = used(_body(rule), names)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else ""
    return rule.serialize()


@cache
def _body(rule: QualifiedRule | AtRule) -> str:
    return tinycss2.serialize(rule.content)


@cache
def _selectors(rule: QualifiedRule) -> dict[str, set[str]]:
    """Return the rule's selectors and what each asks for; commas inside brackets part none."""
    parts = groupby(rule.prelude, key=lambda token: token == ",")
    selectors = (tinycss2.serialize(part).strip() for is_comma, part in parts if not is_comma)
    return {selector: _required_names(selector) for selector in selectors}


def _required_names(selector: str) -> set[str]:
    """Return the names that a selector asks for, but for what stands in brackets."""
    bare = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^]]*\]", "", selector)
    return {name.replace("\\", "") for name in _NAME.findall(bare)}


def _linked(link: re.Match, home: Path) -> str:
    """Return the style sheet that a page asks for, for the media that its link names."""
    style = _moved((home / link[1]).resolve(), home)
    media = _MEDIA.search(link[0])
    return f"@media {media[1]} {{{style}}}" if media else style


@cache
def _has_fonts(sheet: Path) -> bool:
    """Return whether a style sheet has fonts in it, not their addresses: pages share it."""
    return "url(data:font/" in sheet.read_text("utf-8")


@cache
def _moved(sheet: Path, home: Path) -> str:
    """Return a style sheet whose addresses are relative to `home`."""

    def address(match: re.Match) -> str:
        target = (sheet.parent / match[1]).resolve()
        return f"url({Path(os.path.relpath(target, home)).as_posix()})"

    text = sheet.read_text("utf-8").replace("font-display:block", "font-display:swap")
    imports = [(sheet.parent / match[1]).resolve() for match in _IMPORT.finditer(text)]
    rest = _IMPORT.sub("", text).replace('@charset "UTF-8";', "")
    return "\n".join([*(_moved(each, home) for each in imports), _ADDRESS.sub(address, rest)])
