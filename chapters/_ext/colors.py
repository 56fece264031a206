"""The book's colors for its style sheet: a class has the same one in figures and in words."""

from descent.plotting import CLASSES
from explorable.sphinx.colors import add_colors
from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Give pages the colors of the three classes."""
    add_colors(app, "descent", {each.name: each.color for each in CLASSES})
