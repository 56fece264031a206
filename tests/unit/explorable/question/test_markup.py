"""A question reads without scripts, and is the same each time; chance has placed what is right."""

import json
import re
from dataclasses import replace

import pytest
from explorable import words
from explorable.question import Choice, Lines, Number
from explorable.question.digest import digest, shuffled
from explorable.question.kinds import restored
from explorable.stored import read
from pages import Reader
from samples import SAMPLES, TEST

VOID = {"input", "br"}


@pytest.fixture(params=SAMPLES)
def question(request):
    return SAMPLES[request.param]


def right(question):
    (root,) = [a for a in Reader(question.html).named("div") if "data-ask" in a]
    return root, json.loads(root["data-right"])


def test_every_text_is_there_without_a_script(question):
    html = question.html
    assert "<script" not in html and "disabled" not in html and "hidden" not in html
    text = Reader(html).text
    for said in (question.because, *getattr(question, "must", ())):
        assert said.replace("`", "") in text
    _, sep, answer = html.partition("<summary>Answer</summary>")
    assert sep and "explorable-because" in answer, "the answer stands behind a fold"


def test_the_output_reads_as_html_and_as_text(question):
    bundle = question._repr_mimebundle_()
    assert bundle["text/html"] == question.html
    assert bundle["text/plain"] == question.prompt


def test_what_is_stored_makes_the_same_html_again(question):
    ranges = replace(SAMPLES["number"], slips={(0.5, 0.9): "That is more.", 3: "That is less."})
    for shown in (question, TEST, ranges):
        data = json.loads(json.dumps(shown._repr_mimebundle_()))
        again = restored(read(data)["question"])
        assert (again.asked, again.html) == (shown.asked, shown.html)


def test_data_of_a_kind_that_is_none_are_refused():
    with pytest.raises(ValueError, match=r"kind must be one of choice, .*, got 'drawing'"):
        restored(SAMPLES["choice"].asked | {"kind": "drawing"})


def test_tags_are_closed_and_ids_are_its_own(question):
    html = question.html
    opened, closed = (re.findall(rf"<{sign}(\w+)", html) for sign in ("", "/"))
    assert sorted(tag for tag in opened if tag not in VOID) == sorted(closed)
    root, _ = right(question)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert root["id"] == f"ask-{digest(question.asked)}" == ids[0]
    assert root["aria-labelledby"] in ids and root["data-ask"] == question.kind


def test_a_right_option_stands_anywhere():
    places = set()
    for number in range(30):
        asked = Choice(f"{number}?", right="a", wrong={"b": "No.", "c": "No."}, because="So.")
        places.add(right(asked)[1])
    assert places == {0, 1, 2}


def test_the_order_is_the_same_each_time_and_the_right_option_is_named():
    asked = SAMPLES["choice"]
    shown = shuffled(asked.asked, [asked.right, *asked.wrong])
    assert shown == shuffled(asked.asked, [*asked.wrong, asked.right])
    html = asked.html
    index = right(asked)[1]
    assert shown[index] == asked.right
    assert f'<div class="explorable-truth">{"ABC"[index]}</div>' in html
    said = dict(re.findall(r'<li data-of="(\d)"><b>\w</b> <span>(.*?)</span></li>', html))
    assert said.keys() == {"0", "1", "2"} - {str(index)}


def test_lines_are_never_shown_in_order():
    for number in range(12):
        asked = Lines(f"{number}?", lines=["a", "b"], because="So.")
        order = right(asked)[1]["order"]
        assert order == [1, 0]


def test_lines_tell_what_each_needs_by_the_place_where_it_is_shown():
    asked = SAMPLES["lines"]
    html = asked.html
    spec = right(asked)[1]
    a, b, c, d = spec["order"]
    assert spec["needs"] == {str(c): [b], str(d): [a, c]}
    shown = html.partition("</ol>")[0].split("<li>")[1:]
    assert ["c" in shown[a], "l f" in shown[b], "So" in shown[c], "Twice" in shown[d]] == [True] * 4


def test_options_that_are_lines_of_a_program_stand_in_its_order():
    lines = re.findall(r"<code>(.*?)</code></li>", SAMPLES["bug"].html)
    assert lines == ["total = 0", "total = a", "return total"]


def test_a_program_keeps_its_indentation():
    assert "<li><code>    total = sum(x)</code></li>" in SAMPLES["program"].html


@pytest.mark.parametrize("change", [{"prompt": "Other?"}, {"because": "Else."}, {"hint": "Oh."}])
def test_a_changed_question_has_another_name(change):
    assert digest(replace(SAMPLES["choice"], **change).asked) != digest(SAMPLES["choice"].asked)


def test_a_question_with_mended_words_keeps_its_answers_and_the_order_of_its_options():
    before = SAMPLES["choice"]
    after = replace(before, because="Else.", supersedes=before.digest)
    assert right(after) == right(before)
    assert restored(after.asked) == after and "supersedes" not in before.asked


def test_a_number_computed_elsewhere_has_the_same_name():
    asked = SAMPLES["number"]
    assert digest(replace(asked, answer=1 / 3 + 1e-16).asked) == digest(asked.asked)
    assert digest(replace(asked, answer=0.334).asked) != digest(asked.asked)


@pytest.mark.parametrize(
    ("answer", "tolerance", "shown"), [(1 / 3, 0.005, "0.333"), (12, 0, "12"), (1234.5, 10, "1234")]
)
def test_the_answer_has_the_digits_that_are_asked(answer, tolerance, shown):
    asked = Number("?", answer=answer, tolerance=tolerance, otherwise="No.", because="So.")
    assert f'<div class="explorable-truth">{shown}</div>' in asked.html


def test_the_data_of_a_question_breaks_nothing():
    nasty = "\"<b>\" & '</div>'"
    asked = replace(SAMPLES["choice"], right=f"`{nasty}`", because=nasty)
    assert Reader(asked.html).text.count(nasty) == 2
    assert '<b>"' not in asked.html


def test_words_are_those_in_use():
    words.use({"answer": "Antwort"})
    try:
        assert SAMPLES["choice"].html.count(">Antwort<") == 1
    finally:
        words.use({})


def test_a_self_test_holds_its_questions():
    bundle = TEST._repr_mimebundle_()
    assert bundle["text/html"].count("data-ask=") == 3
    assert all(each.html in bundle["text/html"] for each in TEST.questions)
    assert bundle["text/plain"] == "\n".join(each.prompt for each in TEST.questions)
