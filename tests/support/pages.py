"""What a page shows of an explorer without Python: its markup, and the frames baked for it."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from bs4 import BeautifulSoup
from explorable.checking.patched import PatchedPicture
from explorable.frames import BAKED, frames_of, sweeps_of
from explorable.picture.drawing import Drawing

DRAWN = re.compile(r"<(svg|math|script|style)\b.*?</\1>", re.DOTALL)
"""Most of a page's elements, and nothing that leads anywhere."""


def read(page: Path) -> BeautifulSoup:
    """Return the elements of a built page, but its pictures, formulas and scripts."""
    return BeautifulSoup(DRAWN.sub("", page.read_text("utf-8")), "html.parser")


class Reader(HTMLParser):
    """The tags and the words of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data

    def named(self, tag):
        """Return the attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]


def reads_without_script(explorer, html):
    """Assert that its markup has picture, caption, question and controls, and ids of its own."""
    page = Reader(html)
    names = {a["name"] for tag in ("input", "select") for a in page.named(tag) if "name" in a}
    assert names == set(explorer.controls)
    (picture,) = [a for a in page.named("svg") if explorer.caption_at() in a.get("aria-label", "")]
    assert picture["role"] == "img"
    assert explorer.caption_at() in page.text and explorer.question in page.text
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert all(name.startswith(explorer.prefix) for name in ids)


def frames_fit(explorer):
    """Assert that each baked frame leads from the picture of the start to that of its values."""
    drawing, still = Drawing(explorer), Drawing(explorer).show(explorer.start)
    if drawing.streams:
        return
    frames, beyond = frames_of(Drawing(explorer), BAKED)
    led = sweeps_of(explorer, BAKED).keys()
    leading = [each for each in frames if each["values"].keys() == led]
    named = [each for each in frames if each not in leading]
    assert not beyond and len(frames) - len(named) <= BAKED.values + len(explorer.presets) + 1
    for frame in json.loads(json.dumps([*leading[:: max(1, len(leading) - 1)], *named])):
        drawn = drawing.show({**explorer.start, **frame["values"]})
        page = PatchedPicture()
        page.show(still)
        page.show({**frame, "revision": None})
        assert page.looks_like(drawn["picture"]), frame["values"]
        assert frame["caption"] == drawn["caption"]
