"""What notebooks store for pages: a figure's picture, and the data of what moves, asks or judges.

A page makes its HTML of these while it is built, in the words of its book: nothing reads HTML back.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypedDict

PAGE = "text/vnd.explorable+html"
"""The type of a figure's picture, inline SVG in the page's colors. Nobody else knows it."""

DATA = "text/vnd.explorable+json"
"""The type of data: ``explorer``, a `Spec`, ``question``, an ``Asked``, ``verdict``, its fields,
or ``advice``, ``words`` for the author that the build says.

It is text because controls and presets have an order, and a notebook sorts the keys of JSON.
"""


class Spec(TypedDict, total=False):
    """What a page knows of an explorer; ``front/mount.js`` has it for scripts."""

    name: str
    module: str  # from where Python imports it, ``__main__`` of a cell's
    prefix: str  # begins every id in the picture
    title: str
    question: str
    caption: str
    fixed: dict[str, Any]  # plain arguments of the drawing function
    start: dict[str, Any]
    values: dict[str, Any]
    controls: dict[str, dict[str, Any]]
    presets: dict[str, dict[str, Any]]
    handles: list[dict[str, Any]]
    axes: list[dict[str, Any]]  # where the axes of handles and guess stand
    predict: dict[str, Any]  # if something is to be guessed
    pictures: int  # of a stream, how many it took
    function: bool  # if what it shows is a function's, called anew for all values
    manual: str  # what the button is called without which nothing is drawn, if there is one
    missing_description: str  # suggested return statement for a function without a text alternative
    max_abs: float  # the largest number at the start that 32 bits do not hold, if any is
    nondeterministic: bool  # if the start, drawn a second time, showed something else
    repeatable: bool  # if it did not, nor behind all frames, its own and those of figures above it
    timed_out: dict[str, Any]  # the ``values`` that took more than so many ``seconds``, if any did
    longest: str  # of the captions of its frames, if a page knows them
    baked: list[dict[str, Any]]  # its frames: see `explorable.frames`


def write(kind: str, data: Mapping[str, Any]) -> str:
    r"""Return data as an output holds it, a line for each part: a diff shows what has changed.

    Examples
    --------
    >>> write("explorer", {"name": "wave", "start": {"freq": 1}})
    '{"explorer": {\n"name": "wave",\n"start": {"freq": 1}\n}}'
    """
    parts = ((json.dumps(each, ensure_ascii=False) for each in pair) for pair in data.items())
    lines = ",\n".join(": ".join(pair) for pair in parts)
    return f'{{"{kind}": {{\n{lines}\n}}}}'


def read(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of an output, or nothing.

    Examples
    --------
    >>> read({DATA: '{"explorer": {"name": "wave", "caption": ""}}'})
    {'explorer': {'name': 'wave', 'caption': ''}}
    """
    return json.loads("".join(bundle.get(DATA, "{}")))


def asked(cell: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what the cell of a notebook asks, if it stores a question or a self-test."""
    bundles = (output.get("data", {}) for output in cell.get("outputs", ()))
    return next((data["question"] for data in map(read, bundles) if "question" in data), None)


def explorers(cells: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Spec, str]]:
    """Yield spec and picture of each explorer that the cells of a notebook store.

    Examples
    --------
    >>> data = {PAGE: ["<svg>", "</svg>"], DATA: '{"explorer": {"name": "wave"}}'}
    >>> list(explorers([{"outputs": [{"data": data}]}, {}]))
    [({'name': 'wave'}, '<svg></svg>')]
    """
    for cell in cells:
        for output in cell.get("outputs", ()):
            bundle = output.get("data", {})
            if spec := read(bundle).get("explorer"):
                yield spec, "".join(bundle[PAGE])
