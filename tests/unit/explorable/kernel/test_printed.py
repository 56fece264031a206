"""What is printed reaches the page in its order, however its lines end."""

from explorable.kernel.printed import HEAD_LINES, Printed
from hypothesis import given
from hypothesis import strategies as st

PIECES = st.lists(st.text("ab\n\r\f\u2028", max_size=40), max_size=60)


def printed(pieces):
    """Return what is sent of a text that ends."""
    sent = []
    text = Printed(sent.append)
    for piece in pieces:
        text.write(piece)
    text.end()
    return sent


def parts(sent):
    """Return the head of a text, what was left out, and its last lines."""
    kinds = [each["kind"] for each in sent]
    assert "text" not in kinds[kinds.index("tail") :] if "tail" in kinds else True
    head = "".join(each["data"] for each in sent if each["kind"] == "text")
    last = sent[-1] if "tail" in kinds else {"hidden": "", "data": ""}
    return head, last["hidden"], last["data"]


@given(PIECES)
def test_nothing_is_lost_and_nothing_changes_its_place(pieces):
    assert "".join(parts(printed(pieces))) == "".join(pieces)


def test_lines_that_are_rewritten_are_one_line():
    steps = [f"\rstep {i}" for i in range(HEAD_LINES + 50)]
    head, hidden, last = parts(printed([*steps, "\n", "RESULT 0.93\n"]))
    assert (head + hidden + last).endswith(f"\rstep {HEAD_LINES + 49}\nRESULT 0.93\n")
    assert head.count("\n") <= HEAD_LINES


def test_of_a_long_text_the_first_and_last_lines_are_sent_and_the_rest_is_kept():
    lines = [f"{i}\n" for i in range(100_000)]
    sent = printed(lines)
    assert len(sent) < 1_000
    head, hidden, last = parts(sent)
    assert head == "".join(lines[:HEAD_LINES])
    assert hidden == "".join(lines[HEAD_LINES:-20])
    assert last == "".join(lines[-20:])
    assert sent[-1]["left_out"] == 99_880
