"""What a reader does with a figure, and sees of it, on whatever site it stands."""

import re
from collections.abc import Sequence

from descent.explorers import catalogue
from engines import Tab
from explorable import Explorer

TEMPERATURE = '[data-explorer="softmax_temperature"]'

LIGHTNESS = """(s) => {
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = getComputedStyle(document.querySelector(s)).color;
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, each) => sum + each) / 765;
}"""


def caption(explorer, **values):
    return " ".join(str(catalogue()[explorer].caption_at(**values)).split())


def wait_for_caption(tab, figure, expected):
    tab.wait_for_words(f"{figure} .explorable-caption", f"^{re.escape(expected)}$")


def guess(tab: Tab, address: str, asking: Explorer, places: Sequence[float]) -> None:
    """Guess on the picture, at places along it; see the answer, and what was guessed once more."""
    figure = f'[data-explorer="{asking.name}"]'
    tab.open(address)
    tab.place(figure)
    tab.stroke([tab.place(f"{figure} .explorable-sheet", across) for across in places])
    tab.click(f"{figure} .explorable-guess button")
    tab.wait_for_words(f"{figure} .explorable-compared", "^You: ")
    wait_for_caption(tab, figure, " ".join(asking.caption_at(**asking.predict.at).split()))
    before = tab.text(f"{figure} .explorable-compared")
    tab.reload()
    tab.place(figure)
    tab.wait_for_words(f"{figure} .explorable-compared", f"^{re.escape(before)}$")
