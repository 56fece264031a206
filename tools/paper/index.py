"""The index of a printed book: where it links to a word of its glossary, or stresses it."""

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
    """Return for each term of the glossary where a page uses it, and last the glossary's place."""
    sections = {str(each["data-stem"]): each for part in parts for each in part.sections}
    terms = sections.pop(GLOSSARY).find_all("h3")
    named = {term.get_text().lower(): f"#{term['id']}" for term in terms}
    found, number = defaultdict(list), count(1)
    for section in sections.values():
        for each in section.select(f'a[href^="#p-{GLOSSARY}--"], em, strong'):
            if target := each.get("href") or named.get(each.get_text().lower()):
                each["id"] = f"use-{next(number)}"
                found[str(target)].append(str(each["id"]))
    return {term.decode_contents(): [*found[f"#{term['id']}"], str(term["id"])] for term in terms}


def indexed(term: str, targets: Sequence[str], pages: Pages) -> str:
    """Return a term's line in the index: each page once, that of the glossary in bold."""
    *used, own = targets
    first: dict[int | str, str] = {}
    for each in used:
        first.setdefault(pages.get(each, each), each)
    links = [f'<a href="#{each}">{at(each, pages)}</a>' for each in first.values()]
    links.append(f'<a href="#{own}"><b>{at(own, pages)}</b></a>')
    return f"<li>{term}&ensp;{', '.join(links)}</li>\n"
