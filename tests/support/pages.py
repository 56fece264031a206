"""What a page shows of an explorer without Python: its markup, and the frames baked for it."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

from explorable.picture.drawing import Drawing
from explorable.sphinx import baking


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


def reads_without_script(explorer):
    """Assert that the markup has picture, caption, question and controls, and ids of its own."""
    html = explorer.html()
    page = Reader(html)
    names = {a["name"] for tag in ("input", "select") for a in page.named(tag) if "name" in a}
    assert names == set(explorer.controls)
    (picture,) = [a for a in page.named("svg") if explorer.caption() in a.get("aria-label", "")]
    assert picture["role"] == "img"
    assert explorer.caption() in page.text and explorer.question in page.text
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert all(name.startswith(explorer.prefix) for name in ids)


def frames_fit(explorer):
    """Assert that each baked frame has its caption, and a patch that fits onto any other frame."""
    text = baking.bake(explorer)
    if text is None:
        assert Drawing(explorer).streams
        return
    baked = json.loads(text)
    frames = baked["frames"]
    assert 2 <= len(frames) <= baking.FRAMES + 1  # that of the guess's answer
    patched = [frozenset(frame.get("patch", ())) for frame in frames]
    assert len(set(patched)) == 1, "a frame must lead from any other frame to itself"
    for frame in (frames[0], frames[-1]):
        assert frame["caption"] == explorer.caption(**{baked["control"]: frame["value"]})
    if "picture" in frames[0]:
        ElementTree.fromstring(frames[0]["picture"])
