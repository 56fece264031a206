"""Whether an explorer keeps its answer until the reader has guessed, and then gives it."""

import re
from collections.abc import Iterator

from matplotlib.figure import Figure
from matplotlib.text import Text

from explorable.declaration import Declaration
from explorable.guess import Guess, Line, Mark, Number, OneOf, Ranking, is_answer
from explorable.picture.drawing import Drawing

_TWO_LINES = 80
"""Letters that a phone shows in the room that every caption has."""

_NUMBER = re.compile(r"(?<![\w.])[-−+]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?")


def complaints(explorer: Declaration) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with what an explorer asks to be guessed: where, and in which way.

    The start must not show the answer; what follows the guess, the caption and `says`, must.
    """
    guess = explorer.predict
    if guess is None:
        return
    truth = guess.truth(explorer.fixed)
    drawing = Drawing(explorer)
    start = drawing.show(explorer.start)["caption"]
    for where, text in [("seen", guess.seen), *_readable(drawing.figure)]:
        if _tells(guess, truth, text):
            yield where, f"it tells the answer, {truth!r}, before the guess: {text!r}"
    if len(guess.seen) > max(len(start), _TWO_LINES):
        yield "seen", f"it is longer than the caption whose place it takes, {len(start)} letters"
    caption = drawing.caption(explorer.revealed)
    if guess.seen == caption:
        yield "seen", "it is the caption that answers"
    behind = guess.says.replace("{answer}", f" {truth} ")
    answered = any(_tells(guess, truth, text) for text in (caption, behind))
    if isinstance(guess, Number | OneOf | Ranking) and not answered:
        yield "the answer", f"the caption does not say {truth!r}, nor does says: {caption!r}"
    hidden = drawing.figure.findobj(is_answer)
    if isinstance(guess, Mark | Line) and not guess.at and not hidden:
        yield "the answer", "the start shows it: give what answers to explorable.guess.answer"


def _readable(figure: Figure) -> Iterator[tuple[str, str]]:
    """Yield the words in a picture that do not wait for the guess, without those of the axes."""
    waiting = [each for artist in figure.findobj(is_answer) for each in artist.findobj(Text)]
    scales = [
        text
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for text in axis.findobj(Text)
    ]
    for text in figure.findobj(Text):
        if text not in waiting and text not in scales and text.get_visible() and text.get_text():
            yield "the picture", text.get_text()


def _tells(guess: Guess, truth: object, text: str) -> bool:
    """Whether a reader of `text` knows the answer; points and lines are told by no text."""
    match guess, truth:
        case Number(tolerance=tolerance), float():
            return any(abs(number - truth) <= tolerance + 1e-12 for number in numbers(text))
        case OneOf(options=options), str():
            return _says(text, truth) and not any(
                _says(text, each) for each in options if each not in truth and truth not in each
            )
        case Ranking(), [*names]:
            return bool(
                re.search(".*".join(re.escape(str(each)) for each in names), text, re.I | re.S)
            )
    return False


def _says(text: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.I) is not None


def numbers(text: str) -> list[float]:
    """Return the numbers in a text, with digits grouped by commas or not."""
    return [float(each.replace("−", "-").replace(",", "")) for each in _NUMBER.findall(text)]
