"""What *Next* and *Previous* lead to: the way through the course, in the order of its contents.

From a core it leads to its practice page, from there to the next core. A page that goes deeper is
optional: *Previous* leads back to its core, *Next* to where the way goes on behind it.
"""

from explorable.sphinx.steps import Page, page_step
from sphinx.application import Sphinx

from _ext import course


def neighbors(page: str, parents: dict[str, str | None]) -> tuple[str | None, str | None]:
    """Return the pages before and after one, None at the ends.

    Parameters
    ----------
    page : str
    parents : dict
        The page under which each stands in the contents, in their order.
    """
    way = [None, *(each for each in parents if not course.is_optional(each)), None]
    if course.is_optional(page):
        core = parents[page]
        return core, way[way.index(core) + 1]
    index = way.index(page)
    return way[index - 1], way[index + 1]


def _lead(page: Page) -> None:
    builder = page.app.builder
    parents = {name: parent for name, (parent, _, _) in builder.relations.items()}
    if page.name not in parents:
        return
    for side, name in zip(("prev", "next"), neighbors(page.name, parents), strict=True):
        page.context[side] = name and {
            "link": builder.get_relative_uri(page.name, name),
            "title": builder.render_partial(page.app.env.titles[name])["title"],
        }


def setup(app: Sphinx) -> None:
    """Register the step."""
    page_step(app, _lead, after="theme")
