"""Questions in every engine: pressed, dragged and moved, answered wrong, then right, and kept."""

from pathlib import Path

import explorable
from samples import SAMPLES

ROOM = Path(explorable.__file__).parent
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Questions</title>
<link rel="stylesheet" href="front/question.css">
<main>{choice}{lines}</main>
<script type="module">
  import {{ hydrateQuestions }} from "./page/questions.js";
  hydrateQuestions();
  document.body.dataset.ready = "";
</script>"""
READY = "() => 'ready' in document.body.dataset"
OPTIONS = ".explorable-options"
POOL, ORDER = ".explorable-lines:not(.explorable-order)", ".explorable-order"
INDEX = """(list, text) => {
  const items = [...document.querySelectorAll(`${list} > li`)];
  return items.findIndex((each) => each.textContent.includes(text)) + 1;
}"""
MIDDLE = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""


def item(tab, items, text, part):
    """Return the selector of a part of the first item that holds a text."""
    index = tab.evaluate(INDEX, items, text)
    assert index, f"no {text} in {items}"
    return f"{items} > li:nth-child({int(index)}) {part}"


def check(tab, kind, said):
    tab.click(f"[data-ask={kind}] > button")
    tab.wait_for_words(f"[data-ask={kind}] .explorable-feedback", rf"^{said}\. .")


def test_a_choice_and_lines_are_answered_wrong_then_right_and_kept(tab, served, tmp_path):
    for room in ("front", "page"):
        (tmp_path / room).symlink_to(ROOM / room)
    page = PAGE.format(choice=SAMPLES["choice"].html, lines=SAMPLES["program"].html)
    (tmp_path / "index.html").write_text(page, "utf-8")
    tab.goto(f"{served(tmp_path)}/index.html")
    tab.wait(READY)
    tab.click(item(tab, OPTIONS, "it doubles", "label"))
    check(tab, "choice", "Not yet")
    tab.click(item(tab, OPTIONS, "it is halved", "label"))
    check(tab, "choice", "Right")

    start = tab.place(item(tab, POOL, "total = sum", ".explorable-line"))
    end = tuple(tab.evaluate(MIDDLE, ORDER))
    tab.stroke([start, end, end])
    tab.wait_for_words(ORDER, r"^total = sum\(x\)")
    tab.click(item(tab, POOL, "def mean", ".explorable-line"))
    check(tab, "lines", "Not yet")
    tab.click(item(tab, ORDER, "def mean", ".explorable-move"))
    tab.click(item(tab, POOL, "return total / len", ".explorable-line"))
    check(tab, "lines", "Right")

    tab.reload()
    tab.wait(READY)
    for kind in ("choice", "lines"):
        tab.wait_for_words(f"[data-ask={kind}] .explorable-feedback", r"^Right\. .")
