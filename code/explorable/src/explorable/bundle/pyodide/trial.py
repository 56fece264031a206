"""Runs in Pyodide: run the cells of pages as a page's Python would, and note what fails there.

Each page has its folder of the book, its cells and its figures; answers are written as they come,
a line of JSON each, so that who waits hears which cell runs.
"""

import importlib
import json
import os
import re
import sys
from pathlib import Path
from time import monotonic

sys.path.insert(0, "/modules")

import explorable.interaction.fetched  # noqa: F401
import matplotlib as mpl
import numpy as np
from explorable import words
from explorable.kernel import runtime
from explorable.kernel.execution import explained

OUT = Path("/out")
LONG = 10.0
"""Seconds of cells that a reader has to wait at the first touch, of which an author is told."""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def say(**answer):
    """Write a line of the answers."""
    with (OUT / "answers.jsonl").open("a") as answers:
        answers.write(json.dumps(answer) + "\n")


def begin(folder):
    """Be the Python of another page."""
    mpl.rcdefaults()
    importlib.reload(runtime)
    place = Path("/book", folder)
    place.mkdir(parents=True, exist_ok=True)
    os.chdir(place)


async def failures_of(page):
    """Run the cells of a page in their order, and yield what fails; draw the figures it imports."""
    cells, figures = page["cells"], page["figures"]
    sources = json.dumps([cell["source"] for cell in cells])
    needs = {n: json.loads(runtime.plan(sources, n)) for n in range(len(cells))}
    failed: set[int] = set()
    seconds: dict[int, float] = {}
    for number, cell in enumerate(cells):
        if cell["skip"] or failed & set(needs[number]):
            failed.add(number)
            continue
        say(page=page["page"], runs=number)
        begun = monotonic()
        trouble, made = await run(cell["source"], number)
        seconds[number] = monotonic() - begun
        if trouble:
            failed.add(number)
            waiting = [each["name"] for each in figures if number in needs.get(each["cell"], [])]
            if not cell["may_fail"]:
                yield {"cell": number, "figures": waiting, **trouble}
        else:
            for each in figures:
                if each["cell"] == number and (lacks := differs(each, made)):
                    yield {"cell": number, "figures": [each["name"]], "error": "", "lacks": lacks}
    for each in figures:
        before = range(each["cell"] + 1) if each.get("function") else needs.get(each["cell"], ())
        if (life := sum(seconds.get(number, 0) for number in before)) > LONG:
            lacks = {"patience": f"{life:.0f}"}
            yield {"cell": each["cell"], "figures": [each["name"]], "error": "", "lacks": lacks}
            break
    for number, each in enumerate(figures):
        if each["module"]:
            say(page=page["page"], draws=each["name"])
            asked = (each["module"], each["name"], *map(json.dumps, (each["fixed"], {})))
            answer = json.loads(runtime.show(f"figure {number}", *asked))
            if "error" in answer:
                yield {"cell": None, "figures": [each["name"]], **answer}


async def run(source, number):
    """Run a cell; return its error or that of a function, and the explorers that it has made."""
    outputs = []
    await runtime.run(source, number, lambda output: outputs.append(json.loads(output)))
    made = [runtime._made[each["made"]] for each in outputs if each["kind"] == "explorer"]
    for output in outputs:
        if output["kind"] == "error":
            return output["data"], made
    for each in made:
        if error := getattr(each.drawing, "error", None):
            return explained(error), made
    return None, made


def differs(figure, made):
    """Return how a function's start differs from the stored one, by kind; nothing if by chance."""
    alike = [each for each in made if each.name == figure["name"]]
    same = [each for each in alike if each.prefix == figure["prefix"]]
    if not (same or len(alike) == 1):
        return {"figure": ""}
    if not figure["same"]:  # it is drawn at random, or waits for its button
        return {}
    start = (same or alike)[0]
    caption = start.drawing.peek(start.start)["caption"]
    return {} if close(caption, figure["caption"]) else {"start": caption}


def close(one, other):
    """Whether two texts are the same but for the last digits, in which processors differ."""
    (text, numbers), (other_text, others) = split(one), split(other)
    same = text == other_text
    return same and np.allclose(numbers, others, rtol=1e-4, atol=1e-9, equal_nan=True)


def split(text):
    """Return a text without its numbers, and these."""
    return NUMBER.sub("#", " ".join(text.split())), [float(each) for each in NUMBER.findall(text)]


async def main():
    """Try the pages."""
    asked = json.loads((OUT / "asked.json").read_text("utf-8"))
    words.use(asked["words"])
    for page in asked["pages"]:
        begin(page["folder"])
        say(page=page["page"], failures=[each async for each in failures_of(page)])


main() if __name__ == "__main__" else None  # run.mjs awaits it
