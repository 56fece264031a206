"""Runs in Pyodide: visit a page, and note what fails there and how its figures start.

Each figure is touched and then each cell run, behind the cells that a page runs before it. Answers
are written as they come, a line of JSON each, so that the last line says where a visit has ended.
"""

import ast
import json
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

sys.path.insert(0, "/modules")

import explorable.interaction.fetched  # noqa: F401
from explorable import words
from explorable.kernel import runtime
from explorable.kernel.execution import explained
from explorable.kernel.prompts import as_python
from explorable.picture.figures import max_abs

OUT = Path("/out")


def say(cell, *figures, **answer):
    """Write a line of the answers: of a cell, of figures in it, or of those of a module."""
    with (OUT / "answers.jsonl").open("a") as answers:
        answers.write(json.dumps({"cell": cell, "figures": figures, **answer}) + "\n")


async def visit(cells, figures):
    """Touch the figures in their order, then run what has not been run; draw imported figures."""
    sources = json.dumps([each["source"] for each in cells])
    needs = {n: json.loads(runtime.plan(sources, n)) for n in range(len(cells))}
    failed: set[int] = set()
    reported: list[dict] = []
    seconds: dict[int, float] = {}
    explorers: dict[int, list] = {}

    def waiting(number):
        """Return the figures that do not find what they need of a cell that has failed."""
        makers = {f["cell"] for f in figures} - {None}
        lack = {cell for cell in makers if number in json.loads(runtime.plan(sources, cell))}
        return [f["name"] for f in figures if f["cell"] in lack]

    touched = [each["cell"] for each in figures if each["cell"] is not None]
    for cell in dict.fromkeys((*touched, *range(len(cells)))):
        if cell in explorers:
            continue
        for number in json.loads(runtime.plan(sources, cell)):
            if failed & {*json.loads(runtime.plan(sources, number))}:  # what it needs is not there
                failed.add(number)
                continue
            say(number)
            begun = monotonic()
            trouble, explorers[number] = await run(
                cells[number]["source"], number, cells[number]["printed"]
            )
            seconds[number] = monotonic() - begun
            if trouble:
                failed.add(number)
            if trouble and not cells[number]["may_fail"]:
                reported.append(trouble["lacks"])
                say(number, *waiting(number), **trouble)
        life = sum(seconds.get(n, 0) for n in needs[cell])
        for figure in figures:
            if figure["cell"] == cell and cell not in failed:
                explorer = explorer_of(figure, explorers[cell])
                message = explorer and start(figure, explorer)
                say(cell, figure["name"], start=message, stored=figure["caption"], life=life)
                move(figure, explorer)
    for number in sorted(failed):  # what else they lack is said now, and not at the next build
        for error in () if cells[number]["may_fail"] else lacked(cells[number]):
            trouble = explained(error)
            if trouble["lacks"] not in reported:
                reported.append(trouble["lacks"])
                say(number, *waiting(number), **trouble)
    for number, each in enumerate(figures):
        if each["module"]:
            say(None, each["name"])
            arguments = (each["module"], each["name"], *map(json.dumps, (each["fixed"], {})))
            answer = json.loads(runtime.show(f"figure {number}", *arguments))
            if "error" in answer:
                say(None, each["name"], **answer)
        elif each["cell"] is None:
            say(None, each["name"], error="", lacks={"hidden": ""})


def lacked(cell):
    """Yield an error for each package that a cell imports, and file of the book that it names."""
    try:
        body = ast.parse(as_python(cell["source"])).body
    except SyntaxError:  # which was told
        return
    for each in body:
        names = [each.module or ""] if isinstance(each, ast.ImportFrom) else []
        names += [alias.name for alias in each.names] if isinstance(each, ast.Import) else []
        for name in (name.partition(".")[0] for name in names):
            if name and not find_spec(name):
                yield ModuleNotFoundError(f"No module named {name!r}", name=name)
    for file in cell["files"]:
        if not Path(file).exists():
            yield FileNotFoundError(2, "No such file or directory", file)


async def run(source, number, stored):
    """Run a cell; return its error or that of a function, and the explorers that it defines."""
    outputs = []
    await runtime.run(source, number, lambda output: outputs.append(json.loads(output)))
    names = [each["runtime_name"] for each in outputs if each["kind"] == "explorer"]
    explorers = [runtime._explorers[name] for name in names]
    errors = [each["data"] for each in outputs if each["kind"] == "error"]
    if stored:
        printed = [each["data"] for each in outputs if each["kind"] in ("text", "tail")]
        say(number, printed="\n".join(printed), stored=stored)
    calls = [getattr(each.drawing, "error", None) for each in explorers]
    return next(iter([*errors, *map(explained, filter(None, calls))]), None), explorers


def explorer_of(figure, explorers):
    """Return the explorer that is stored as this figure, or None."""
    alike = [each for each in explorers if each.name == figure["name"]]
    same = [each for each in alike if each.prefix == figure["prefix"]]
    return (same or alike)[0] if same or len(alike) == 1 else None


def start(figure, explorer):
    """Return what a figure shows at its start, or stores if that is chance."""
    message = explorer.drawing.peek(explorer.start) if figure["same"] else figure
    return {name: message.get(name, "") for name in ("caption", "picture")}


def move(figure, explorer):
    """Move a figure to its frames, and say of each what the page shows, and what fails."""
    drawing = explorer and explorer.drawing
    for frame in figure["frames"] if explorer else ():
        caption = drawing.show({**explorer.start, **frame["values"]})["caption"]
        trouble = drawing.error and explained(drawing.error)
        known = {"frame": frame, "caption": caption, "trouble": trouble}
        say(figure["cell"], figure["name"], **known, **max_abs(drawing.calls.outputs.figures))


async def main():
    """Be the Python of a page, and visit it."""
    page = json.loads((OUT / "page.json").read_text("utf-8"))
    words.use(page["words"])
    shutil.copytree("/book", "/home", dirs_exist_ok=True)  # what cells write there no other sees
    folder = Path("/home", page["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    await visit(page["cells"], page["figures"])


main() if __name__ == "__main__" else None  # run.mjs awaits it
