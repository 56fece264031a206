"""What a reader might do to an explorer, for hypothesis."""

from explorable.controls import Checkbox, Choice, Slider
from hypothesis import strategies as st


def settings_of(control):
    """Every value that a control can take on a page: whole steps, options, yes and no."""
    match control:
        case Slider():
            steps = round((control.maximum - control.minimum) / control.step)
            number = st.integers(0, steps).map(
                lambda n: round(control.minimum + n * control.step, control.decimals)
            )
            return number.map(int) if control.whole else number
        case Choice():
            return st.sampled_from(list(control.options))
        case Checkbox():
            return st.booleans()


def moves(explorer, *, most=4):
    """A sequence of changes, each of one or more controls at once."""
    change = st.fixed_dictionaries(
        {}, optional={name: settings_of(each) for name, each in explorer.controls.items()}
    )
    return st.lists(change, min_size=1, max_size=most)
