"""The index of a printed book: the pages on which it links to a word of its glossary."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import count

from tools.paper.assembly import Part

GLOSSARY = "glossary"
_UNKNOWN = "000"

Pages = Mapping[str, int]
"""The page on which each target of a link stands, counted from 1."""


def at(target: str, pages: Pages) -> int | str:
    """Return the number of the page of a target; before the first print, what is as wide."""
    return pages.get(target, _UNKNOWN)


def uses(parts: Sequence[Part]) -> dict[str, list[str]]:
    """Return for each term of the glossary where it is used, and last where it is defined."""
    sections = {str(each["data-stem"]): each for part in parts for each in part.sections}
    glossary, number = sections.pop(GLOSSARY), count(1)
    found = defaultdict(list)
    for section in sections.values():
        for link in section.select(f'a[href^="#p-{GLOSSARY}--"]'):
            link["id"] = f"use-{next(number)}"
            found[str(link["href"])[1:]].append(str(link["id"]))
    return {
        term.decode_contents(): [*found[str(term["id"])], str(term["id"])]
        for term in glossary.find_all("h3")
    }


def indexed(term: str, targets: Sequence[str], pages: Pages) -> str:
    """Return a term's line in the index: each page once, that of the glossary in bold."""
    *used, own = targets
    first: dict[int | str, str] = {}
    for each in used:
        first.setdefault(pages.get(each, each), each)
    links = [f'<a href="#{each}">{at(each, pages)}</a>' for each in first.values()]
    links.append(f'<a href="#{own}"><b>{at(own, pages)}</b></a>')
    return f"<li>{term}&ensp;{', '.join(links)}</li>\n"
