from pathlib import Path
from urllib.parse import urlsplit

import explorable
import pytest
from explorable import palette
from samples import SAMPLES, TEST

ROOM = Path(explorable.__file__).parent
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Questions</title>
<meta name="viewport" content="width=device-width">
<style>{colors}</style>
<link rel="stylesheet" href="front/question.css"><link rel="stylesheet" href="front/front.css">
<main><h1>Questions</h1>{body}</main>
<script type="module">
  import {{ hydrateQuestions }} from "./page/questions.js";
  window.answered = [];
  addEventListener("explorable-answered", ({{ detail }}) => answered.push(detail));
  hydrateQuestions();
  document.body.dataset.ready = "";
</script>"""


COLORS = palette.properties("explorable", palette.COLORS)
ADDRESS = "http://localhost/quiz.html"


def answer(body):
    """Answer what a page asks for: itself, or a file of the package."""

    def fulfill(route):
        if route.request.url == ADDRESS:
            route.fulfill(body=PAGE.format(body=body, colors=COLORS), content_type="text/html")
        else:
            route.fulfill(path=ROOM / urlsplit(route.request.url).path[1:])

    return fulfill


@pytest.fixture
def show(browser):
    """Show questions on a page of their own, alive; return the page."""
    contexts, trouble = [], []

    def show(*names, body=None, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        html = body or "".join(SAMPLES[name].html for name in names)
        page = context.new_page()
        context.route("**", answer(html))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(ADDRESS)
        page.wait_for_selector("body[data-ready]")
        return page

    yield show
    assert trouble == []
    for context in contexts:
        context.close()


@pytest.fixture
def show_test(show):
    return lambda: show(body=TEST.html)
