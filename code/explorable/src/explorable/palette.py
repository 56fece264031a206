"""Colors by name, each in one place: Python takes them from here, style sheets as properties."""

from collections.abc import Mapping

COLORS = {
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "green": "#009E73",
    "purple": "#CC79A7",
    "orange": "#E69F00",
    "sky": "#56B4E9",
}
"""Of Okabe and Ito, which color-blind readers can tell apart: https://jfly.uni-koeln.de/color/.

Style sheets read them as ``var(--explorable-blue)``.
"""

CYCLE = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#AA4499", "#8C510A", "#CC79A7", "#7F7F7F",
    "#999933", "#56B4E9",
)  # fmt: skip
"""As many as Matplotlib has, and what words call them: C1 is orange, C3 red, C4 purple."""


def properties(prefix: str, colors: Mapping[str, str]) -> str:
    """Return the rule of CSS that gives colors to style sheets by their names.

    Parameters
    ----------
    prefix : str
        Whose colors they are.
    colors : mapping of str to str

    Examples
    --------
    >>> properties("book", {"cat": "teal"})
    ':root, :host { --book-cat: teal; }'
    """
    named = " ".join(f"--{prefix}-{name}: {color};" for name, color in colors.items())
    return f":root, :host {{ {named} }}"  # a host keeps the styles of what it holds to itself
