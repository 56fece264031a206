"""Whether what an explorer says around a guess is also what it shows."""

from explorable.checking.guesses import numbers


def unfounded(explorer):
    """Return the numbers around a guess that neither question, captions nor controls have."""
    guess = explorer.predict
    shown = [explorer.start, explorer.revealed, *explorer.presets.values()]
    texts = [explorer.question, *(explorer.caption_at(**values) for values in shown)]
    starts = [each for each in explorer.start.values() if isinstance(each, int | float)]
    known = {*starts, *(number for text in texts for number in numbers(text))}
    return set(numbers(f"{guess.seen} {guess.says}")) - known
