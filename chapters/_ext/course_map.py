"""The map of the course on the landing page, drawn from ``course.yml`` while the book is built."""

import re
from html import escape

from docutils import nodes
from docutils.parsers.rst import Directive
from explorable.sphinx import gallery
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from _ext import course, progress

WIDTH, HEIGHT = 8.5, 14.5
"""Of a chapter on the map, in rem."""
GAPS = 1.375, 3.0
"""Between its columns and its rows: six columns are as wide as the landing page."""


class CourseMap(Directive):
    """``course-map``: each chapter, its question and a picture; arrows from what it needs."""

    def run(self) -> list[nodes.Node]:
        """Return the map as one raw node."""
        env = self.state.document.settings.env
        chapters, cards = course.read(), course.cards(env)
        side = course.may_be_skipped(chapters)
        items = "".join(_item(each, env, cards, each.number in side) for each in chapters.values())
        size = f"--width: {WIDTH}rem; --height: {HEIGHT}rem"
        html = f'<div class="course-map" style="{size}">{_arrows(chapters)}<ol>{items}</ol></div>'
        return [nodes.raw("", html, format="html")]


def _item(
    chapter: course.Chapter, env: BuildEnvironment, cards: list[gallery.Card], side: bool
) -> str:
    content = (
        f"<strong>{chapter.number} {escape(chapter.title)}</strong>"
        f'<span class="asks">{escape(chapter.question)}</span>'
    )
    if chapter.needs:
        needs = course.needed(chapter.needs, chapter.leans, str)
        content += f'<span class="needs">{escape(needs)}</span>'
    if side:
        content = f"<em>may be skipped</em>{content}"
    x, y = _corner(chapter)
    style = f'style="left: {x}rem; top: {y}rem"'
    if not chapter.needs:
        style, content = f'class="start" {style}', f"<em>Start here</em>{content}"
    page = f"chapters/{chapter.page}"
    if page not in course.notebooks_of(env):
        return f'<li class="coming" {style}><div><em>coming</em><div>{content}</div></div></li>'
    picture, done = _thumbnail(chapter, cards), progress.mark(page)
    address = env.app.builder.get_relative_uri(course.LANDING, page)
    content = f'<em class="next">Go on here</em>{content}'
    return f'<li {style}><a href="{address}">{picture}<div>{content}</div>{done}</a></li>'


def _thumbnail(chapter: course.Chapter, cards: list[gallery.Card]) -> str:
    """Return the chapter's picture, cut, without its words: they would be too small."""
    shown = [card for card in cards if card.page == f"chapters/{chapter.page}"]
    chosen = [card for card in shown if chapter.figure in (None, card.name)]
    if not chosen:
        raise ExtensionError(f"course.yml: {chapter.page} shows no explorer {chapter.figure!r}")
    picture = re.sub(r"<text.*?</text>", "", chosen[0].ornament, flags=re.DOTALL)
    picture = re.sub(r"(\d+\.\d)\d+", r"\1", picture).replace("\n", "")
    if chapter.view:
        box = " ".join(map(str, chapter.view))
        picture = re.sub(r'viewBox="[^"]*"', f'viewBox="{box}"', picture, count=1)
    return picture


def _corner(chapter: course.Chapter) -> tuple[float, float]:
    """Return where a chapter's left upper corner is on the map, in rem."""
    row, column = chapter.at
    return column * (WIDTH + GAPS[0]), row * (HEIGHT + GAPS[1])


def _arrows(chapters: dict[int, course.Chapter]) -> str:
    corners = [_corner(chapter) for chapter in chapters.values()]
    width, height = max(x for x, _ in corners) + WIDTH, max(y for _, y in corners) + HEIGHT
    pairs = [(chapters[need], chapter) for chapter in chapters.values() for need in chapter.needs]
    lines = "".join(f'<path d="{_line(*pair)}" marker-end="url(#tip)"/>' for pair in pairs)
    return (
        f'<svg viewBox="0 0 {width} {height}" style="width: {width}rem; height: {height}rem" '
        'aria-hidden="true"><marker id="tip" viewBox="-6 -4 6 8" markerWidth="8" markerHeight="8" '
        f'orient="auto"><path d="M-5-3 0 0-5 3"/></marker>{lines}</svg>'
    )


def _line(start: course.Chapter, end: course.Chapter) -> str:
    """Return a line from the side of one chapter that faces the other, to the other's.

    It lies between two columns or between two rows; to another column it leaves off the middle,
    where an arrow may arrive.
    """
    (x0, y0), (x1, y1) = _corner(start), _corner(end)
    if y0 == y1:
        x0, x1 = (x0 + WIDTH, x1) if x0 < x1 else (x0, x1 + WIDTH)
        return f"M{x0} {y0 + HEIGHT / 2}H{x1}"
    y0, y1 = (y0 + HEIGHT, y1) if y0 < y1 else (y0, y1 + HEIGHT)
    middle = (y0 + y1) / 2
    x0, x1 = x0 + WIDTH * (2 + (x1 > x0) - (x1 < x0)) / 4, x1 + WIDTH / 2
    return f"M{x0} {y0}C{x0} {middle} {x1} {middle} {x1} {y1}"


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("course-map", CourseMap)
