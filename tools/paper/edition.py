"""What stands on the first pages of a printed book: its title, its licenses, how it differs."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

import yaml
from bs4 import BeautifulSoup

from tools.paper.assembly import address_of
from tools.paper.links import within
from tools.sheets import one


@dataclass(frozen=True)
class Edition:
    """The book as `CITATION.cff` names it, and a picture; `picture` and `note` are HTML."""

    title: str
    subtitle: str
    authors: str
    version: str
    address: str
    picture: str

    @property
    def note(self) -> str:
        """What a reader of this edition should know."""
        site = f'<a href="{self.address}">{self.address}</a>' if self.address else "its site"
        return f"""
<p>{self.title}, version {self.version}, by {self.authors}. Text and figures are under the license
CC BY 4.0, code is under the MIT license.</p>
<p>This is the whole course without its moving parts. A figure stands as it starts, below the
question that it asks; hints and answers are at the end of each chapter. On {site} the figures move,
every cell runs, and questions answer; there and in the notebooks is the code of the figures and of
the checks, which is left out here.</p>"""


def edition(book: Path, site: Path) -> Edition:
    """Return what the folder `book` and the pages built from it say of themselves."""
    told = yaml.safe_load((book / "CITATION.cff").read_text("utf-8"))
    title, _, subtitle = told["title"].partition(": ")
    authors = ", ".join(author["name"] for author in told["authors"])
    return Edition(
        title,
        subtitle[0].upper() + subtitle[1:],
        escape(authors),
        told["version"],
        address_of(site),
        _picture(site),
    )


def _picture(site: Path) -> str:
    """Return the picture of the whole course, from the landing page."""
    page = BeautifulSoup((site / "chapters/intro.html").read_text("utf-8"), "html.parser")
    picture = one(page, ".tag_returning svg[role=img]")
    figure = page.new_tag("figure")
    figure["data-stem"] = "cover"
    figure.append(picture.extract())
    within([figure])
    return str(figure)
