"""What is moved in strangers' notebooks, and what they then say, on whatever site they stand."""

import re
from dataclasses import dataclass

from engines import Tab


@dataclass(frozen=True)
class Move:
    """A control, the key that moves it, and what is read then: in a picture, a text or a table."""

    control: str
    key: str
    read: str
    figure: int = 0


MOVES = {
    "sliders": [
        Move("[name=periods]", "ArrowRight", "4 periods, white noise of 0.4"),
        Move("select[name=kind]", "ArrowDown", "4 periods, red noise of 0.4"),
        Move("[name=trend]", " ", "4 periods, red noise of 0.4"),
    ],
    "closures": [
        Move("[name=t]", "ArrowRight", "q at t = 0.05"),
        Move("[name=t]", "ArrowRight", "fan at t = 0.25", figure=1),
        Move("[name=grid]", " ", "fan at t = 0.25", figure=1),
    ],
    "prints": [
        Move("[name=inflow]", "End", "Inflow 2.00, valve 1.505 It settles at 1.77 m"),
        Move("[name=valve]", "Home", "Inflow 2.00, valve 1.010 It settles at 3.92 m"),
    ],
    "images": [
        Move("[name=size]", "ArrowRight", "mean_filter, 7 pixels wide"),
        Move("select[name=method]", "End", "threshold, 7 pixels wide"),
    ],
    "surface": [Move("[name=azim]", "Home", "seen from 30° and -180°, bend 1.0")],
    "pair": [
        Move("[name=a]", "End", "distance, from 1.0 to 3.0"),
        Move("[name=steps]", "ArrowRight", "", figure=1),
        Move("[data-do=press]", " ", "2000 steps: π is about 3.14160", figure=1),
    ],
    "table": [
        Move("select[name=years]", "ArrowDown", "154.87 of interest in all"),
        Move("[name=n]", "ArrowRight", "39416", figure=1),
    ],
    "boxes": [Move("[name=count]", "ArrowRight", "25 samples, mean 0.151")],
    "setters": [
        Move("[name=k]", "ArrowRight", "[-1.07 0.87 -2.3 ] 3"),
        Move("[name=k]", "End", "[ 1.62 -0.61 -0.53] 50 0.25 536 5", figure=1),
    ],
    "foreign_html": [
        Move("[name=n]", "End", "counted 3"),
        *(Move(".explorable-control [name=n]", "End", "n is 3", figure=n) for n in (1, 2, 3, 4)),
    ],
    "forms": [
        Move("[name=turn]", "End", "3 names, party None, turn 4"),
        Move("select[name=party]", "Home", "3 names, party r, turn 4"),
        Move("[name=names]", "Enter", "4 names, party r, turn 4"),
        Move("[name=row_of_hall]", "End", "small hall, row 5 of 5", figure=1),
        Move("select[name=hall]", "End", "large hall, row 5 of 20", figure=1),
        Move("[name=k]", "End", "cell 5", figure=2),
    ],
    "films": [Move("[name=n]", "End", "abc123: 1604 pixels, embed/abc123, {'page': 2}")],
    "draws": [Move("[name=dice]", "End", "5 dice, 500 rollsmean near 17.5: True")],
}
"""What lives, by notebook."""


NUMBER = """() => document.querySelectorAll("figure.explorable-explorer")
  .forEach((figure, n) => (figure.dataset.place = n))"""
"""Gives figures a number that a selector can name."""


def move(tab: Tab, address: str, name: str) -> None:
    """Move what lives on a notebook's page, and read what it says."""
    tab.open(address)
    tab.evaluate(NUMBER)
    tab.wake("figure.explorable-explorer")
    for move in MOVES[name]:
        figure = f"figure[data-place='{move.figure}']"
        tab.focus(f"{figure} {move.control}")
        tab.press(move.key)
        tab.wait_for_words(f"{figure} .explorable-shown", re.escape(move.read))
        assert not tab.evaluate(
            "() => document.querySelectorAll('figure .explorable-error').length"
        )
