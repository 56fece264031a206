"""Results of measurements, as pages show them: ``measured`` is a table, ``measured-number`` a cell.

They are read from ``benchmarks/results``, where `make bench` and `make bench-site` leave them, so
that no number is typed by hand.
"""

import json
from datetime import date
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

RESULTS = Path("benchmarks") / "results"


UNMEASURED = {"title": "Not measured yet", "columns": [], "rows": []}
"""Built pages are measured, too: before a first measurement the book can be built without it."""


def read(env: BuildEnvironment, name: str) -> dict:
    """Return a result; the page is built anew when it changes."""
    path = Path(env.srcdir) / RESULTS / f"{name}.json"
    env.note_dependency(str(path))
    return json.loads(path.read_text("utf-8")) if path.exists() else UNMEASURED


def cell(result: dict, row: str, column: str) -> str:
    """Return a cell without its spread, by the first cell of its row and the head of its column.

    Of several columns with one head, a space and a number tell which: ``ratio 2``.

    Examples
    --------
    >>> result = {"columns": ["", "ms", "ratio", "ratio"], "rows": [["a", "1", "2 (1–3)", "4"]]}
    >>> cell(result, "a", "ratio"), cell(result, "a", "ratio 2")
    ('2', '4')
    """
    if result is UNMEASURED:
        return "?"
    (line,) = [each for each in result["rows"] if each[0] == row]
    columns = result["columns"]
    heads = [f"{head} {columns[:at].count(head) + 1}" for at, head in enumerate(columns)]
    return line[heads.index(column if column in heads else f"{column} 1")].partition(" (")[0]


class Measured(Directive):
    """``measured``: a result as a table, and below it how to read it and where it was made."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return table and words."""
        result = read(self.state.document.settings.env, self.arguments[0])
        if result is UNMEASURED:
            return [nodes.paragraph("", f"{result['title']}: {self.arguments[0]}.")]
        when = date.fromisoformat(result["when"])
        where = f"Measured on {when:%B} {when.day}, {when.year}: {result['machine']}."
        note = " ".join([*result["note"].split(), where])
        return [_table(result), nodes.paragraph("", note, classes=["measured"])]


def _table(result: dict) -> nodes.table:
    columns = len(result["columns"])
    group = nodes.tgroup("", cols=columns)
    group += [nodes.colspec(colwidth=1, stub=int(at == 0)) for at in range(columns)]
    group += nodes.thead("", _row(result["columns"]))
    group += nodes.tbody("", *map(_row, result["rows"]))
    return nodes.table("", nodes.title("", result["title"]), group, classes=["measured"])


def _row(cells: list[str]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", _unbroken(text))) for text in cells))


def _unbroken(text: str) -> str:
    """Return a text whose ranges and shapes stand in one line each."""
    joined = text.replace("–", "–\N{WORD JOINER}")
    return joined.replace(" × ", "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}")


class MeasuredNumber(SphinxRole):
    """``measured-number``: a cell's number, as ``{measured-number}`peers | row | column```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number as text."""
        name, row, column = (part.strip() for part in self.text.split("|"))
        return [nodes.Text(cell(read(self.env, name), row, column))], []


def setup(app: Sphinx) -> None:
    """Register both."""
    app.add_directive("measured", Measured)
    app.add_role("measured-number", MeasuredNumber())
