"""A printed PDF: where things stand in it, what Chromium leaves to mend, whether it is sound."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pikepdf
import pypdfium2

MILLIMETER = 72 / 25.4
HEAD, FOOT, SIDE = (length * MILLIMETER for length in (24, 20, 22))
"""Points from a page's edge to its text, as in `pages.css`; below it, to its number."""
_NUMBER = re.compile(r"(\d+)$")


def pages_of(pdf: Path) -> dict[str, int]:
    """Return the page of each target of a link, counted from 1."""
    with pikepdf.open(pdf) as document:
        numbers = {page.obj.objgen: n for n, page in enumerate(document.pages, start=1)}
        targets = document.Root.get("/Dests", pikepdf.Dictionary())
        return {name[1:]: numbers[place[0].objgen] for name, place in targets.items()}


def finish(pdf: Path, title: str, author: str) -> None:
    """Name title and author, mend what Chromium gets wrong, and make the file small."""
    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        _lower_targets(document)
        with document.open_outline() as outline:
            _say_once(outline.root)
        with document.open_metadata() as metadata:
            metadata["dc:title"], metadata["dc:creator"] = title, [author]
        document.docinfo["/Title"], document.docinfo["/Author"] = title, author
        document.save(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _lower_targets(document: pikepdf.Pdf) -> None:
    """Let links lead to the right height: Chromium forgets the margin at the top."""
    places = [place for _, place in document.Root.get("/Dests", pikepdf.Dictionary()).items()]
    heights = [float(place[3]) for place in places]
    if max(heights, default=0) > float(document.pages[0].MediaBox[3]) - HEAD + 1:
        for place, height in zip(places, heights, strict=True):
            place[3] = height - HEAD


def _say_once(items: Iterable[pikepdf.OutlineItem]) -> None:
    """Say a title of the outline once: Chromium doubles that of a heading it had to move."""
    for item in items:
        half = len(item.title) // 2
        if item.title[:half] == item.title[half:]:
            item.title = item.title[:half]
        _say_once(item.children)


def problems(pdf: Path, titles: Sequence[str]) -> list[str]:
    """Return what is wrong with a printed book; nothing, it is hoped.

    Parameters
    ----------
    pdf : Path
    titles : sequence of str
        Of the parts that the outline must have.
    """
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage() for page in document]
    outline = [(each.get_title(), each.get_dest()) for each in document.get_toc()]
    named = {title: place.get_index() + 1 for title, place in outline}
    if missing := [title for title in (*titles, "Index") if title not in named]:
        return [f"the outline has no {title!r}" for title in missing]
    return [
        *_last_headings(texts, outline),
        *_wrong_links(pdf, texts, range(named[titles[0]], named["Index"])),
    ]


def _last_headings(texts: Sequence, outline: Sequence[tuple]) -> Iterator[str]:
    for title, place in outline:
        number, top = place.get_index(), place.get_view()[1][1]
        below = texts[number].get_text_bounded(bottom=FOOT, top=top + 2)
        if len("".join(below.split())) <= len("".join(title.split())):
            yield f"page {number + 1} ends with the heading {title!r}"


def _wrong_links(pdf: Path, texts: Sequence, text: range) -> Iterator[str]:
    """Yield links that lead nowhere, and those that name another page than their target's.

    They name it outside the pages of the `text`, and where they say so.
    """
    pages = pages_of(pdf)
    with pikepdf.open(pdf) as document:
        for number, page in enumerate(document.pages, start=1):
            for link in page.obj.get("/Annots", pikepdf.Array()):
                if "/Dest" not in link:
                    continue
                target = str(link.Dest).removeprefix("/")
                said = texts[number - 1].get_text_bounded(*map(float, link.Rect)).strip()
                names = number not in text or " page " in said
                says_page = _NUMBER.search(said) if names else None
                if target not in pages:
                    yield f"page {number}: {said!r} leads nowhere"
                elif says_page and int(says_page[1]) != pages[target]:
                    yield f"page {number}: {said!r} leads to page {pages[target]}"
