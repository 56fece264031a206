"""One style sheet for the whole book, without the rules that no page can use.

The theme and the extensions bring fifteen style sheets, 600 kB together, of which a page uses a
tenth. A rule stays if every class and id that it asks for is a word of some page or script.
"""

import re
from hashlib import sha256
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, QualifiedRule

_LINK = re.compile(r'<link [^>]*href="((?:\.\./)*_static/[^"?]+\.css)[^"]*"[^>]*>\n?')
_IMPORT = re.compile(r"@import (?:url\()?[\"']?([^\"')]+)[\"']?\)?;")
_ADDRESS = re.compile(r"url\((?!data:|[\"']?data:|#)[\"']?([^)\"']+)[\"']?\)")
_NAME = re.compile(r"[.#]((?:[\w-]|\\.)+)")
_WORD = re.compile(r"[\w-]+")


def words_of(site: Path) -> set[str]:
    """Return every word of the built pages and their scripts: all names that a rule can meet."""
    texts = (p for kind in ("*.html", "*.js") for p in site.rglob(kind))
    return {word for path in texts for word in _WORD.findall(path.read_text("utf-8"))}


def one_style_sheet(page: str, path: Path, words: set[str]) -> str:
    """Return the page with its local style sheets made one, which is written beside them.

    Parameters
    ----------
    page : str
        HTML as the theme wrote it.
    path : Path
        Where the page lies; its links are relative to that.
    words : set of str
        What the book's pages and scripts mention.
    """
    links = [found[1] for found in _LINK.finditer(page)]
    if not links:
        return page
    sheets = [(path.parent / link).resolve() for link in links]
    home = next(parent for parent in sheets[0].parents if parent.name == "_static")
    text = used("\n".join(_moved(sheet, home) for sheet in sheets), words)
    name = f"style-{sha256(text.encode()).hexdigest()[:12]}.css"
    (home / name).write_text(text, "utf-8")
    up = links[0].partition("_static/")[0]
    link = f'<link rel="stylesheet" href="{up}_static/{name}" />'
    return _LINK.sub("", page).replace("</head>", f"{link}\n</head>", 1)


def used(style: str, words: set[str]) -> str:
    """Return the style sheet without rules for classes and ids that are nowhere mentioned.

    Examples
    --------
    >>> used(".a, .b { color: red } @media print { .c { color: blue } }", {"a"})
    '.a{ color: red }'
    """
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    return "\n".join(filter(None, (_kept(rule, words) for rule in rules)))


def _kept(rule: QualifiedRule | AtRule, words: set[str]) -> str:
    """Return what of a rule can apply, as text."""
    if isinstance(rule, QualifiedRule):
        selectors = [part for part in _selectors(rule) if _can_match(part, words)]
        body = tinycss2.serialize(rule.content)
        return f"{','.join(selectors)}{{{body}}}" if selectors else ""
    if isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports"):
        inner = used(tinycss2.serialize(rule.content), words)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else ""
    return rule.serialize()


def _selectors(rule: QualifiedRule) -> list[str]:
    """Return the rule's selectors; commas inside brackets do not part them."""
    parts: list[list] = [[]]
    for token in rule.prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _can_match(selector: str, words: set[str]) -> bool:
    """Whether a page may hold what the selector asks for; what stands in brackets is not asked."""
    bare = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^]]*\]", "", selector)
    return {name.replace("\\", "") for name in _NAME.findall(bare)} <= words


def _moved(sheet: Path, home: Path) -> str:
    """Return a style sheet whose addresses are relative to `home`."""
    folder = sheet.parent

    def address(found: re.Match) -> str:
        target = (folder / found[1]).resolve()
        return f"url({target.relative_to(home).as_posix()})" if home in target.parents else found[0]

    text = sheet.read_text("utf-8").replace("font-display:block", "font-display:swap")
    text = _IMPORT.sub(lambda found: _moved((folder / found[1]).resolve(), home), text)
    return _ADDRESS.sub(address, text).replace('@charset "UTF-8";', "")
