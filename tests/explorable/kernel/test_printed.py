"""What is printed reaches the page in its order, however its lines end."""

from explorable.kernel.printed import HEAD_LINES, Printed
from hypothesis import given
from hypothesis import strategies as st

PIECES = st.lists(st.text("ab\n\r\f\u2028", max_size=40), max_size=60)


def shown(pieces):
    """Return the head, what was left out, and the last lines of a text that has ended."""
    sent = []
    printed = Printed(sent.append)
    for piece in pieces:
        printed.write(piece)
    printed.end()
    kinds = [each["kind"] for each in sent]
    assert "text" not in kinds[kinds.index("tail") :] if "tail" in kinds else True
    head = "".join(each["data"] for each in sent if each["kind"] == "text")
    last = sent[-1] if "tail" in kinds else {"hidden": "", "data": ""}
    return head, last["hidden"], last["data"]


@given(PIECES)
def test_nothing_is_lost_and_nothing_changes_its_place(pieces):
    assert "".join(shown(pieces)) == "".join(pieces)


def test_lines_that_are_rewritten_are_one_line():
    steps = [f"\rstep {i}" for i in range(HEAD_LINES + 50)]
    head, hidden, last = shown([*steps, "\n", "RESULT 0.93\n"])
    assert (head + hidden + last).endswith(f"\rstep {HEAD_LINES + 49}\nRESULT 0.93\n")
    assert head.count("\n") <= HEAD_LINES


def test_the_head_is_a_hundred_lines():
    head, _, last = shown(f"{i}\n" for i in range(500))
    assert head == "".join(f"{i}\n" for i in range(HEAD_LINES))
    assert last == "".join(f"{i}\n" for i in range(480, 500))
