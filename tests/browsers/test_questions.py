"""A question of each kind is answered wrong, then right, in every engine, and is kept."""

from pathlib import Path

import explorable
import pytest
from samples import SAMPLES

ROOM = Path(explorable.__file__).parent
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Questions</title>
<link rel="stylesheet" href="front/question.css">
<main>{body}</main>
<script type="module">
  import {{ enlivenQuestions }} from "./page/questions.js";
  enlivenQuestions();
  document.body.dataset.ready = "";
</script>"""
INDEX = """(ask, list, text) => {
  const items = [...document.querySelectorAll(`${ask} ${list} > li`)];
  return items.findIndex((each) => each.textContent.includes(text)) + 1;
}"""


class Reader:
    """Somebody before a question."""

    def __init__(self, tab, name):
        self.tab, self.ask = tab, f"[data-ask={SAMPLES[name].kind}]"

    def open(self, address=None):
        """Open a page of questions, or load it again, and wait until they live."""
        self.tab.goto(address) if address else self.tab.reload()
        self.tab.wait("() => 'ready' in document.body.dataset")

    def item(self, text, part, items=".explorable-options"):
        """Return the selector of a part of the first item that holds a text."""
        index = self.tab.evaluate(INDEX, self.ask, items, text)
        assert index, f"no {text} in {items}"
        return f"{self.ask} {items} > li:nth-child({int(index)}) {part}"

    def choose(self, text):
        self.tab.click(self.item(text, "label"))

    def write(self, text, field="input"):
        self.tab.click(f"{self.ask} {field}")
        self.tab.press("Control+a")
        self.tab.type(text)

    def take(self, text):
        self.tab.click(
            self.item(text, ".explorable-line", ".explorable-lines:not(.explorable-order)")
        )

    def check(self):
        self.tab.click(f"{self.ask} > button")

    def expect(self, words):
        self.tab.wait_for_words(f"{self.ask} .explorable-feedback", words)


WRONG_AND_RIGHT = {
    "choice": (
        lambda r: (r.choose("it doubles"), r.check()),
        lambda r: (r.choose("it is halved"), r.check()),
    ),
    "number": (
        lambda r: (r.write("3"), r.check()),
        lambda r: (r.write("1/3"), r.tab.press("Enter")),
    ),
    "program": (
        lambda r: (r.take("total = sum"), r.take("def mean"), r.check()),
        lambda r: (
            r.tab.click(r.item("def mean", ".explorable-move", ".explorable-order")),
            r.take("return total / len"),
            r.check(),
        ),
    ),
    "bug": (
        lambda r: (r.choose("total = 0"), r.check()),
        lambda r: (r.choose("total = a"), r.check()),
    ),
}


@pytest.fixture
def quiz(served, tmp_path):
    """The address of a page of questions."""
    for room in ("front", "page"):
        (tmp_path / room).symlink_to(ROOM / room)

    def quiz(name):
        (tmp_path / "index.html").write_text(PAGE.format(body=SAMPLES[name].html), "utf-8")
        return f"{served(tmp_path)}/index.html"

    return quiz


@pytest.mark.sample(8)
@pytest.mark.parametrize("name", WRONG_AND_RIGHT)
def test_a_question_is_answered_wrong_then_right_and_the_answer_is_kept(tab, quiz, name):
    reader = Reader(tab, name)
    reader.open(quiz(name))
    wrong, right = WRONG_AND_RIGHT[name]
    wrong(reader)
    reader.expect(r"^Not yet\. .")
    right(reader)
    reader.expect(r"^Right\. .")
    reader.open()
    reader.expect(r"^Right\. .")


@pytest.mark.sample(4)
def test_a_line_is_dragged(tab, quiz):
    reader = Reader(tab, "program")
    reader.open(quiz("program"))
    pool = ".explorable-lines:not(.explorable-order)"
    start = tab.place(reader.item("def mean", ".explorable-line", pool))
    end = tab.evaluate(
        """() => {
          const box = document.querySelector(".explorable-order").getBoundingClientRect();
          return [box.left + box.width / 2, box.top + box.height / 2];
        }"""
    )
    tab.stroke([start, tuple(end), tuple(end)])
    tab.wait_for_words(".explorable-order", r"^def mean\(x\):")
