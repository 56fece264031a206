"""A page of cells without a browser: Run is clicked, and what it shows is read."""

import json
import re
from contextvars import Context
from html import unescape

from coroutines import finish
from explorable.kernel import runtime
from explorable.kernel.order import Order

VERDICT = 'class="explorable-verdict"'


def is_text(html):
    return VERDICT in html


def shown_text(outputs):
    texts = [
        re.sub("<[^>]+>", "", unescape(each["data"]))
        if each["kind"] == "html"
        else each["data"] + each.get("hidden", "")
        for each in outputs
        if each["kind"] == "text" or (each["kind"] == "html" and is_text(each["data"]))
    ]
    return "".join(texts).removesuffix("\n")


class Page:
    """A page without a browser: `click` does what Run does."""

    def __init__(self, sources, monkeypatch):
        self.sources = list(sources)
        self.ran = []
        namespace = dict(runtime.GIVEN)
        monkeypatch.setattr(runtime, "_namespace", namespace)
        monkeypatch.setattr(runtime, "_order", Order(namespace))
        monkeypatch.setattr(runtime, "_context", Context())  # which no test's own options share

    def plan(self, cell):
        return json.loads(runtime.plan(json.dumps(self.sources), cell))

    def click(self, cell):
        """Run what the cell needs and the cell; return the outputs of each."""
        self.ran = self.plan(cell)
        return {i: self.run(i) for i in self.ran}

    def run(self, cell):
        outputs = []
        finish(runtime.run(self.sources[cell], cell, outputs.append))
        return [json.loads(each) for each in outputs]

    def text(self, cell):
        return shown_text(self.click(cell)[cell])

    @property
    def states(self):
        return json.loads(runtime.states(json.dumps(self.sources)))
