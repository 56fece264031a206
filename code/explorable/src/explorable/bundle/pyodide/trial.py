"""Runs in Pyodide: run the cells of pages as a page's Python would, and note what fails there.

Each page has its folder of the book, its cells and its figures; answers are written as they come,
a line of JSON each, so that who waits hears which cell runs.
"""

import importlib
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, "/modules")

import explorable.interaction.fetched  # noqa: F401
import matplotlib as mpl
from explorable import words
from explorable.kernel import runtime
from explorable.kernel.execution import explained

OUT = Path("/out")


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
    for number, cell in enumerate(cells):
        if cell["skip"] or failed & set(needs[number]):
            failed.add(number)
            continue
        say(page=page["page"], runs=number)
        if trouble := await run(cell["source"], number):
            failed.add(number)
            waiting = [each["name"] for each in figures if number in needs.get(each["cell"], [])]
            if not cell["may_fail"]:
                yield {"cell": number, "figures": waiting, **trouble}
    for number, each in enumerate(figures):
        if each["module"]:
            say(page=page["page"], draws=each["name"])
            asked = (each["module"], each["name"], *map(json.dumps, (each["fixed"], {})))
            answer = json.loads(runtime.show(f"figure {number}", *asked))
            if "error" in answer:
                yield {"cell": None, "figures": [each["name"]], **answer}


async def run(source, number):
    """Run a cell and return its error, or that of a function which it makes interactive."""
    outputs = []
    await runtime.run(source, number, lambda output: outputs.append(json.loads(output)))
    for output in outputs:
        if output["kind"] == "error":
            return output["data"]
    for output in outputs:
        made = runtime._made[output["made"]] if output["kind"] == "explorer" else None
        if error := made and getattr(made.drawing, "error", None):
            return explained(error)
    return None


async def main():
    """Try the pages."""
    asked = json.loads((OUT / "asked.json").read_text("utf-8"))
    words.use(asked["words"])
    for page in asked["pages"]:
        begin(page["folder"])
        say(page=page["page"], failures=[each async for each in failures_of(page)])


main() if __name__ == "__main__" else None  # run.mjs awaits it
