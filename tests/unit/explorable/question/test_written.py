"""A question is read from the text that its author writes, and one that is not true is refused."""

from dataclasses import fields

import pytest
from asking import show
from explorable.question import (
    SelfTest,
    ask,
)
from explorable.question.kinds import KINDS
from explorable.question.written import packed, read
from samples import SAMPLES

TEXTS = {
    "choice": """
A wave swings twice as *fast*. What happens
to its length $l$?

- [x] it is halved {?= 1 / 2 == 0.5}
- [ ] it doubles {?= speed / 2 == 2 * speed} :: That is the frequency: $l = c/f$, so $f$ stands
  **below**.
- [ ] it stays :: Then the wave itself would be faster.

? Draw two waves of one speed.
! Speed is `length * frequency`, and the speed stays.
@ wave.md#der-takt
""",
    "bug": """
Which line is wrong?

```python
def mean(x):
    total = 0  # :: An empty sum is 0.

    for a in x:
        total = a  # <- total += a
    return total  # :: It returns what it has.
```
~ mean([1, 2])
! It forgets what came before.
@ wave.md#der-takt
""",
    "number": """
A wave swings three times in a second. How long is one swing?
= 1 / times (2 digits) [s]
- times :: That is the frequency, not the period.
- * :: Three swings fill a second.
! A second has three of them: {=1 / times:.2f} s.
@ wave.md#der-takt
""",
    "lines": """
Why is the length halved?
1. The speed $c$ stays.
2. $c = l f$.
3. So $l = c/f$. <- 2
4. Twice $f$ is half of $l$. <- 1, 3 :: What $l$ is has not been said yet.
- Waves are beautiful. :: They are, but nothing follows from it.
! Each line uses those above.
@ wave.md#der-takt
""",
    "program": """
Order the program.
1. `def mean(x):`
2. `    total = sum(x)`
3. `    return total / len(x)`
- `    return total` :: That is the sum.
! A name is given before it is used.
""",
    "explain": """
Why does a low note carry further?
- air takes energy at each swing
- a low note swings less often
! Each swing costs energy, and a low note has fewer of them.
""",
}
NAMES = {"speed": 2, "times": 3}


@pytest.mark.parametrize("name", SAMPLES)
def test_each_kind_is_read_with_all_that_it_has(name):
    asked = read(TEXTS[name], NAMES)
    for field in fields(SAMPLES[name]):
        assert getattr(asked, field.name) == getattr(SAMPLES[name], field.name), field.name


def test_each_sample_of_the_stage_is_written_here():
    kinds = {type(sample) for sample in SAMPLES.values()}
    assert kinds == set(KINDS)


def test_a_rule_parts_the_questions_of_a_self_test():
    texts = [TEXTS[name].strip() for name in ("choice", "number")]
    test = read("\n---\n".join(texts), NAMES)
    assert isinstance(test, SelfTest)
    assert [each.asked for each in test.questions] == [read(each, NAMES).asked for each in texts]


@pytest.mark.parametrize(
    ("missing", "other"),
    [("prompt", "- a reason\n! So.\n@ page.ipynb"), ("see", "Why?\n- a reason\n! So.")],
)
def test_a_question_of_a_self_test_has_a_prompt_and_a_part_that_helps(missing, other):
    with pytest.raises(ValueError, match=f"{missing} of a question must be a text, got ''"):
        read(f"Why?\n- a reason\n! So.\n@ page.ipynb\n---\n{other}", {})


def test_a_question_without_a_sign_is_a_free_answer_that_says_too_little():
    with pytest.raises(ValueError, match="must: an answer has to contain something"):
        read("Why?\n! So.", {})


def test_a_question_below_an_exercise_needs_no_prompt_of_its_own():
    asked = read("- a reason\n! So.", {})
    assert asked.prompt == "" and asked.text == "Your answer"
    assert ">Your answer</p>" in asked.html


def test_what_is_computed_knows_the_names_of_the_cell():
    cell = (
        'two = 2\nshown = ask("""\nHow many?\n= two + 1\n- * :: No.\n! {=two + 1}, not {two}.\n""")'
    )
    names = {"ask": ask}
    exec(cell, names)
    assert (names["shown"].answer, names["shown"].because) == (3, "3, not {two}.")
    assert set(names) - {"__builtins__"} == {"ask", "two", "shown"}


def test_a_packed_text_is_not_read_in_passing_and_asks_the_same():
    source = f'ask(r"""{TEXTS["bug"]}""")'
    hidden = packed(source)
    assert "total" not in hidden and show(hidden, {}) == eval(source) == read(TEXTS["bug"], {})


@pytest.mark.parametrize(
    ("name", "was", "now", "complaint"),
    [
        ("choice", "[x] it is", "[ ] it is", r"line 5 .*1 / 2 == 0.5 is True"),
        ("choice", "[ ] it doubles", "[x] it doubles", "speed / 2 == 2 \\* speed is False"),
        ("choice", "- [ ] it stays", "- [x] it stays", "one option is right, got"),
        ("choice", "- [ ] it stays", "- [ ] it is halved", "is offered twice"),
        ("bug", ":: It returns what it has.", ":: {=mean}", "'mean' is not defined"),
        ("number", "= 1 / times (2 digits)", "= times - 2.5", "behind ! does not say 0.5"),
        (
            "explain",
            "- air takes energy at each swing\n- a low note swings less often",
            "",
            "must:",
        ),
        ("choice", "[x] it is halved {?= 1 / 2 == 0.5}", "[ ] half :: So.", r"right, got \[\]"),
        ("choice", " :: Then the wave itself would be faster.", "", "must be a text"),
        ("bug", "# <- total += a", "# <- total = a + 0", "both give 2"),
        ("number", "= 1 / times", "= 0.333", "line 3 .*write how it is computed"),
        ("number", "= 1 / times", "= 2 / times", "behind ! does not say 0.666667"),
        ("number", "- times ::", "- 0.34 ::", "the answer and the slip 0.34 meet"),
        ("number", "- times ::", "- (0.1, 0.33) ::", r"the slip \(0.1, 0.33\) and the answer meet"),
        ("number", "- * :: Three", "- 6 / 2 :: Oh.\n- * :: Three", "line 5 .*slip is 3.0, too"),
        ("number", "- * :: Three", "- 7 :: Three", "line '- \\* :: word' is missing"),
        ("number", "- times ::", "- nobody ::", "line 4 .*'nobody' is not defined"),
        (
            "number",
            "- * :: Three",
            "- 3.001 :: Oh.\n- * :: Three",
            "slip 3 and the slip 3.001 meet",
        ),
        ("lines", "3. So $l = c/f$. <- 2", "3. So $l = c/f$. <- 4", "can need only lines above"),
        ("explain", "! Each", "Each", "because of a question must be a text"),
        (
            "explain",
            "! Each",
            "^ that\n! Each",
            "supersedes must be a digest .*'that'",
        ),
    ],
)
def test_what_contradicts_itself_is_not_shown_and_its_line_is_named(name, was, now, complaint):
    assert was in TEXTS[name]
    with pytest.raises(ValueError, match=rf"(?s)line \d+ of the cell.*{complaint}|{complaint}"):
        read(TEXTS[name].replace(was, now), NAMES)


STATED = {
    ("10**-5", "It is 1e-5."): True,
    ("6.02 * 10**23", "It is 6.02e23."): True,
    ("1 / 2", "It is .5."): True,
    ("-1 / 2", "It is −0.5."): True,
    ("1200 + 34", "It is 1,234."): True,
    ("1200.5 + 34", "It is 1,234.5."): True,
    ("10**12 + 1", "It is 1000000000001."): True,
    ("10**12 + 1", "It is 1000000000000."): False,
    ("30 + 4", "At the point (3,4)."): False,
    ("10 + 2", "In 1.2.12 it is."): False,
}


@pytest.mark.parametrize(("asked", "stated"), STATED.items())
def test_the_words_state_the_number_as_numbers_are_written(asked, stated):
    text = "x?\n= {}\n- * :: no\n! {}".format(*asked)
    if stated:
        read(text, {})
    else:
        with pytest.raises(ValueError, match="what stands behind ! does not say"):
            read(text, {})
