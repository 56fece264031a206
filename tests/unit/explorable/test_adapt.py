"""What else of an explorer changes when a call binds arguments."""

import pytest
from explorable import Slider, explorer


def about(made, height=None):
    return {"fixed": {"height": float(height)}, "question": f"How far from {made.title}?"}


@explorer(t=Slider(0, 2, 1), question="How far?", adapt=about)
def drop(figure, height=1.0):
    """A fall."""
    (line,) = figure.subplots().plot([0], [0])

    def update(t):
        line.set_data([t], [height])
        return f"{height} after {t}"

    return update


def test_a_bound_argument_changes_the_declaration_and_is_kept_as_plain_data():
    bound = drop(height="2")
    assert bound.fixed == {"height": 2.0} and bound.question == "How far from A fall.?"
    assert bound.caption_at() == "2.0 after 1" and drop.question == "How far?"
    assert drop.bind_data(bound.spec()["fixed"]).spec() == bound.spec()


def test_adapt_must_be_a_function():
    with pytest.raises(TypeError, match="adapt of an explorer must be a function"):
        explorer(adapt="no")
