"""Put falsehoods into the chapters' questions at random, and see whether anything notices.

``falsehoods.py COUNT SEED`` draws them: what is right is exchanged with what is wrong, partners
and lines change places, a line forgets what it needs, a number or its digits are others, a program
prints something else. A question notices itself if it can no longer be read: its evidence fails,
its two programs agree, its words state another number, its slips meet. The rest is noticed by the
key, what is right and what is offered of each question as somebody has reviewed it.
``falsehoods.py reviewed`` writes the keys anew, for whoever has looked at what changed.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from asking import cells_of, define, is_asking, show
from explorable.identity import identity
from explorable.question.digest import Asked
from explorable.question.markup import questions

CHAPTERS = Path(__file__).parents[2] / "chapters"
REVIEWED = Path(__file__).parents[1] / "chapters" / "reviewed.json"
_TEXT = re.compile(r'(?s)(.*ask\(r"""\n)(.*)(\n"""\))')
_RIGHT = {
    "choice": ("right", "wrong", "program"),
    "number": ("answer", "digits", "tolerance", "unit", "slips"),
    "lines": ("lines", "needs", "distractors"),
    "match": ("pairs", "extra"),
    "output": ("code", "prints", "slips"),
    "explain": ("must",),
}
"""What of a question is right, and what else is offered; all other fields are words."""


def key(asked: Asked) -> str:
    """Return a short name of what is right in a question, which no change of its words changes."""
    said = {name: asked[name] for name in _RIGHT[asked["kind"]]}
    for name in ("wrong", "slips", "distractors"):
        if name in said:
            said[name] = [option for option, _ in said[name]]
    return identity(json.dumps([asked["kind"], said], ensure_ascii=False))


def asked_on(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the cells of a page that ask, and the names that each knows."""
    names: dict[str, Any] = {}
    for cell in cells_of(path):
        if is_asking(cell):
            yield cell.source, dict(names)
        elif cell.cell_type == "code":
            define(cell.source, names)


def keys(source: str, names: dict[str, Any]) -> list[str]:
    """Return the keys of what a cell asks."""
    return [key(each) for each in questions(show(source, dict(names)).asked)]


def keys_of(path: Path) -> list[str]:
    """Return the keys of a page, in order."""
    return [each for source, names in asked_on(path) for each in keys(source, names)]


def pages() -> list[Path]:
    """Return the pages that ask something."""
    paths = sorted(CHAPTERS.glob("[0-9]*.ipynb"))
    return [path for path in paths if any(map(is_asking, cells_of(path)))]


Falsehood = Callable[[list[str], random.Random], bool]
"""Changes the lines of a question in place; tells whether it could."""


def _swapped(sign: str) -> Falsehood:
    """Exchange what two lines say behind their sign, up to their words."""
    pattern = re.compile(rf"({sign})(.*?)((?: <-| ::).*)?")

    def swap(lines: list[str], rng: random.Random) -> bool:
        found = [(i, m) for i, line in enumerate(lines) if (m := pattern.fullmatch(line)) and m[2]]
        if len(found) < 2:
            return False
        (i, one), (j, other) = rng.sample(found, 2)
        lines[i] = f"{one[1]}{other[2]}{one[3] or ''}"
        lines[j] = f"{other[1]}{one[2]}{other[3] or ''}"
        return one[2] != other[2]

    return swap


def exchange(lines: list[str], rng: random.Random) -> bool:
    """Tick a wrong option in the place of the right one."""
    wrong = [i for i, line in enumerate(lines) if line.startswith("- [ ]")]
    right = [i for i, line in enumerate(lines) if line.startswith("- [x]")]
    if not wrong or not right:
        return False
    i, j = right[0], rng.choice(wrong)
    lines[j] = lines[j].replace("- [ ]", "- [x]", 1)
    lines[i] = lines[i].replace("- [x]", "- [ ]", 1) + " :: No."
    return True


def move_bug(lines: list[str], rng: random.Random) -> bool:
    """Blame another line of a program, which is to be what it is."""
    marked = [i for i, line in enumerate(lines) if "  # <- " in line]
    others = [i for i, line in enumerate(lines) if "  # :: " in line]
    if not marked or not others:
        return False
    j = rng.choice(others)
    line = lines[j].partition("  # ::")[0]
    lines[marked[0]] = lines[marked[0]].replace("  # <- ", "  # :: ")
    lines[j] = f"{line}  # <- {line.strip()}"
    return True


def forget(lines: list[str], rng: random.Random) -> bool:
    """Let a line need nothing."""
    needs = [i for i, line in enumerate(lines) if re.match(r"\d+\. .* <- \d", line)]
    if not needs:
        return False
    i = rng.choice(needs)
    lines[i] = re.sub(r" <-(?: \d+,?)+", "", lines[i])
    return True


def other_number(lines: list[str], rng: random.Random) -> bool:
    """Let another number be right, near or far."""
    for i, line in enumerate(lines):
        if found := re.fullmatch(r"= (.+?)((?: \(.*digits?\))?(?: \[.*\])?)", line):
            change = rng.choice(["* 2", "* 0.9", "+ 1", "* -1"])
            lines[i] = f"= ({found[1]}) {change}{found[2]}"
            return True
    return False


def other_digits(lines: list[str], _rng: random.Random) -> bool:
    """Ask for one digit less."""
    for i, line in enumerate(lines):
        if line.startswith("= ") and (found := re.search(r"\((\d) digits?\)", line)):
            lines[i] = line.replace(found[0], f"({int(found[1]) - 1} digits)")
            return True
    return False


def other_program(lines: list[str], rng: random.Random) -> bool:
    """Change a number of a program that is asked about."""
    fences = [i for i, line in enumerate(lines) if line.startswith("```")]
    if not fences:
        return False
    inside = range(fences[0] + 1, fences[1])
    found = [i for i in inside if re.search(r"\b\d\b", lines[i].partition("  # ")[0])]
    if not found:
        return False
    i = rng.choice(found)
    lines[i] = re.sub(r"\b\d\b", lambda number: str(int(number[0]) + 1), lines[i], count=1)
    return True


FALSEHOODS: dict[str, Falsehood] = {
    "right and wrong exchanged": exchange,
    "another line blamed": move_bug,
    "a need forgotten": forget,
    "another number": other_number,
    "a digit less": other_digits,
    "another program": other_program,
    "partners exchanged": lambda lines, rng: _swapped(r"- [^\[].*? => ")(lines, rng),
    "lines exchanged": lambda lines, rng: _swapped(r"\d+\. ")(lines, rng),
}


class Told(NamedTuple):
    """A falsehood in a cell: what it is, where, and the keys of what the cell asks in truth."""

    kind: str
    place: str
    source: str
    names: dict[str, Any]
    reviewed: list[str]

    @property
    def noticed(self) -> str:
        """By what it is noticed, or nothing."""
        try:
            now = keys(self.source, self.names)
        except Exception:
            return "itself"
        return "" if now == self.reviewed else "the key"


def told_on(path: Path, rng: random.Random) -> Iterator[Told]:
    """Yield a falsehood of each kind in each question of a page, where there can be one."""
    reviewed = iter(json.loads(REVIEWED.read_text("utf-8"))[path.stem])
    for number, (source, names) in enumerate(asked_on(path)):
        above, text, below = _TEXT.fullmatch(source).groups()
        parts = text.split("\n---\n")
        truth = [next(reviewed) for _ in parts]
        for which, part in enumerate(parts):
            for kind, tell in FALSEHOODS.items():
                lines = part.split("\n")
                if tell(lines, rng):
                    now = "\n---\n".join([*parts[:which], "\n".join(lines), *parts[which + 1 :]])
                    place = f"{path.stem}, question {number}.{which}"
                    yield Told(kind, place, above + now + below, names, truth)


def main() -> None:
    """Draw falsehoods, or write down the keys."""
    if sys.argv[1:] == ["reviewed"]:
        data = {path.stem: keys_of(path) for path in pages()}
        REVIEWED.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
        return
    count, seed = map(int, sys.argv[1:] or ["40", "0"])
    rng, found = random.Random(seed), Counter[str]()
    for each in rng.sample([each for path in pages() for each in told_on(path, rng)], count):
        found[each.noticed or "nothing"] += 1
        print(f"{each.place}: {each.kind}: {each.noticed or 'NOBODY NOTICED'}")
    print(dict(found))
    sys.exit(found["nothing"] > count // 20)


if __name__ == "__main__":
    main()
