"""What each page asks of its readers: questions, guesses, and exercises that are judged.

Pages count by it what a reader has done; two directives show what to do again, and what is kept.
"""

import json
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from explorable.identity import identity
from explorable.sphinx.cells import ExplorerNode, VerdictNode
from explorable.sphinx.pages import QUESTIONS
from explorable.sphinx.questions import QuestionNode
from explorable.sphinx.steps import Page, page_step, site_step
from explorable.words import word

FILE = "explorable-asked.json"
"""In the book's static files: by page digests of questions, and of exercises by label; guesses."""

_KEY = "explorable-asked"
"""Under which Sphinx keeps it with a page's other metadata: it forgets and merges them itself."""


class Place(SphinxDirective):
    """An element that a script fills; without scripts a sentence stands there.

    The script has the directive's name: ``explorer-again`` is what a reader had wrong, asked again
    when its day has come; ``explorer-work`` what is kept of a reader's work, to be saved, loaded
    and forgotten.
    """

    def run(self) -> list[nodes.Node]:
        """Return the place as one raw node."""
        script = self.name.removeprefix("explorer-")
        needs, book = escape(word("needsScripts")), escape(self.config.html_title)
        element = f'<div class="explorable-{script}" data-book="{book}"></div>'
        html = f"{element}<noscript><p>{needs}</p></noscript>"
        return [nodes.raw("", html, format="html", place=script)]


def setup(app: Sphinx) -> None:
    """Note what pages ask while they are read, and tell the scripts."""
    app.add_directive("explorer-again", Place)
    app.add_directive("explorer-work", Place)
    app.connect("doctree-read", _note)
    page_step(app, _add_scripts, at="places")
    site_step(app, _write, at="asked")


def in_document(document: nodes.document) -> dict[str, Any]:
    """Return the digests of a page's questions in order, and of its judged exercises by label.

    A guess has the name under which a page keeps it: the figure's, and which of its copies it is.
    An exercise is judged if the cell that answers it, the first below, has stored a verdict. Each
    carries its digest from now on: pages tell by it whether an answer belongs to today's text.
    """
    answers: list[str] = []
    exercises: dict[str, str] = {}
    copies: Counter[str] = Counter()
    guesses: list[str] = []
    last: tuple[str, str] | None = None
    for node in list(document.findall(nodes.Element)):
        if node.get("type") == "exercise" and "label" in node:
            last = node["label"], identity(node.children[-1].astext())
            data = f'<data class="explorable-digest" value="{last[1]}" hidden=""></data>'
            node.append(nodes.raw("", data, format="html"))
        elif isinstance(node, QuestionNode):
            answers += node.names
        elif isinstance(node, ExplorerNode):
            name = node["spec"]["name"]
            copies[name] += 1
            guesses += [f"{name}-{copies[name]}"] if "predict" in node["spec"] else []
        elif last and "tag_exercise" in node["classes"] and any(node.findall(VerdictNode)):
            exercises.setdefault(*last)
    return {
        "answers": list(dict.fromkeys(answers)),
        "exercises": exercises,
        "guesses": guesses,
    }


def _note(app: Sphinx, document: nodes.document) -> None:
    questions = in_document(document)
    if any(questions.values()):
        app.env.metadata[app.env.docname][_KEY] = questions


def _add_scripts(page: Page) -> None:
    for raw in page.all(nodes.raw):
        if "place" in raw:
            page.add_script(f"page/{raw['place']}.js")
            page.app.add_css_file(QUESTIONS.name, priority=400)  # what comes again is asked here


def _write(app: Sphinx) -> None:
    questions = {page: data[_KEY] for page, data in app.env.metadata.items() if _KEY in data}
    text = json.dumps(questions, sort_keys=True, separators=(",", ":"))
    Path(app.outdir, "_static", FILE).write_text(text, "utf-8")
