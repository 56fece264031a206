"""In which order cells of a page are run: each after those above it that it needs.

Every value has a sign, made of the source of the cell that made it and of the signs of what that
cell read. What a name holds is compared by sign with what it would hold if the page had been run
from its top: so a cell above that was edited, or a name that a cell below has bound anew, is seen.
"""

import builtins
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

import numpy as np

from explorable.kernel.names import ANYTHING, Names, names_of

GIVEN = {*dir(builtins), "display", "get_ipython", "__name__"}
"""Names that no cell needs to bind."""

_names_of = lru_cache(1000)(names_of)  # a page sends all its cells at each key press


@dataclass(frozen=True)
class Value:
    """What a name holds: its sign, the cells that bound and changed it, and what kind it is of."""

    sign: str
    cells: tuple[int, ...]
    fixed: bool = False  # a module, function or class: no call changes it
    mutator: bool = False
    generator: bool = False
    later: Names = field(default_factory=Names)


State = dict[str, Value]


class Order:
    """The cells that were run in one namespace, and which of them a cell needs to be run again."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace, self.given = namespace, dict(namespace)
        self.state: State = {}
        self.runs: dict[int, str] = {}
        self.wanted: dict[int, State] = {}
        self.generators: dict[str, Any] = {}
        """Copies by sign: drawing again takes no cell above, only the generator as it was."""

    def plan(self, sources: list[str], cell: int, above: Sequence[int] = ()) -> list[int]:
        """Return the cells to run for `cell`, from the top, itself the last.

        Parameters
        ----------
        sources : list of str
            The cells of the page as they stand.
        cell : int
            Which of them, from 0.
        above : sequence of int
            Cells that run before it in any case, for what no name tells: a seed, print options, a
            file. From the first on that has not run as it stands, they run in their order.
        """
        now = _from_the_top(sources[: cell + 1])
        self.wanted = {i: inputs for i, (inputs, _) in enumerate(now)}
        above = [i for i in above if i < cell]
        fresh = (i for i in above if self.runs.get(i) not in ("failed", now[i][1]))
        first = min(fresh, default=cell)
        needed = {cell, *(i for i in above if i >= first)}
        while more := self._missing(sources, needed) - needed:
            needed |= more
        return sorted(needed)

    def _missing(self, sources: list[str], cells: set[int]) -> set[int]:
        """Return the cells that made what `cells`, run in order, would not find as they want it."""
        state, missing = dict(self.state), set()
        for cell in sorted(cells):
            for name, value in self.wanted[cell].items():
                if value.sign in self.generators:
                    state[name] = value
                elif name not in state or state[name].sign != value.sign:
                    missing |= set(value.cells)
            self._step(cell, sources[cell], state)
        return missing

    def _step(self, cell: int, source: str, state: State) -> tuple[str, set[str]]:
        """Run a cell that sees nothing of what only cells below it have bound."""
        seen = {name: state[name] for name in self.wanted.get(cell, state) if name in state}
        sign, written = _run(cell, source, seen)
        state.update(seen)
        return sign, written

    def before(self, cell: int) -> None:
        """Put random generators back to where they stood when the page came to this cell."""
        for name in GIVEN & self.state.keys() - self.wanted.get(cell, {}).keys():
            del self.state[name]  # a cell below has rebound a given name, as in `sum = 0`
            self.namespace.pop(name, None)
            if name in self.given:
                self.namespace[name] = self.given[name]
        for name, value in self.wanted.get(cell, {}).items():
            stands = name in self.state and self.state[name].sign == value.sign
            if value.sign in self.generators and not stands:
                self.namespace[name] = deepcopy(self.generators[value.sign])
                self.state[name] = value

    def after(self, cell: int, source: str, failed: bool) -> None:
        """Note that a cell was run: what it left, if it failed, is what no other cell wants."""
        self.runs[cell], written = self._step(cell, source, self.state)
        for name in written:
            if failed:
                self.state[name] = replace(self.state[name], sign="failed")
            elif isinstance(self.namespace.get(name), np.random.Generator):
                self.generators[self.state[name].sign] = deepcopy(self.namespace[name])
        if failed:
            self.runs[cell] = "failed"

    def states(self, sources: list[str]) -> list[str]:
        """Return of each cell "not run", "run", "failed", or "stale" if it would differ now."""
        now = [sign for _, sign in _from_the_top(sources)]
        words = {None: "not run", "failed": "failed"}
        return [
            words.get(self.runs.get(i), "run" if self.runs.get(i) == sign else "stale")
            for i, sign in enumerate(now)
        ]


def _from_the_top(sources: list[str]) -> list[tuple[State, str]]:
    """Return of each cell what it reads and its run's sign, if the page is run in order."""
    state: State = {}
    runs = []
    for cell, source in enumerate(sources):
        inputs = {name: state[name] for name in sorted(_inputs(_names_of(source), state).reads)}
        runs.append((inputs, _run(cell, source, state)[0]))
    return runs


def _inputs(names: Names, state: State) -> Names:
    """Return what a cell reads and changes of the state, its functions and those above included."""
    total = Names().add(names)
    total.reads |= (names.binds | names.changes | names.calls) - names.surely
    todo = sorted(total.reads)
    seen = set()
    while todo:
        name = todo.pop()
        if name not in state and name not in GIVEN:
            name = ANYTHING
        if name in state and name not in seen:
            seen.add(name)
            total.add(state[name].later)
            todo += state[name].later.reads
    total.reads = seen
    return total


def _run(cell: int, source: str, state: State) -> tuple[str, set[str]]:
    """Change the state as a run of this cell does; return the run's sign and what was written."""
    names = _names_of(source)
    total = _inputs(names, state)
    read = sorted((name, state[name].sign) for name in total.reads)
    sign = sha256(repr((source, read)).encode()).hexdigest()
    changed = (_changed(total, names, state) & state.keys()) - names.binds
    for name in changed:
        state[name] = replace(
            state[name],
            sign=f"{sign} {name}",
            cells=(*state[name].cells, cell),
            later=Names().add(state[name].later, names.later.get(name, Names())),
        )
    for name in names.binds:
        made, before = _made(name, names, cell, sign), state.get(name)
        state[name] = made if name in names.surely or not before else _either(before, made)
    return sign, changed | names.binds


def _made(name: str, names: Names, cell: int, sign: str) -> Value:
    """Return the value that a cell binds to a name."""
    return Value(
        f"{sign} {name}",
        (cell,),
        fixed=name in names.fixed,
        mutator=name in names.mutators,
        generator=name in names.generators,
        later=names.later.get(name, Names()),
    )


def _changed(total: Names, names: Names, state: State) -> set[str]:
    """Return the names whose objects a cell may change."""
    called = {name for name in total.calls if name in state and not state[name].fixed}
    mutators = names.mutators | {name for name in state if state[name].mutator}
    later = {name: value.later for name, value in state.items()} | names.later
    while more := {n for n in later for f in mutators if (f, "") in later[n].hands} - mutators:
        mutators |= more
    handed = {
        name
        for function, name in total.hands
        if function in mutators or (name in state and state[name].generator)
    }
    return total.changes | called | handed


def _either(before: Value, made: Value) -> Value:
    """Return the value of a name that a cell may have bound, or left as it was."""
    return replace(
        made,
        cells=before.cells + made.cells,
        fixed=before.fixed and made.fixed,
        mutator=before.mutator or made.mutator,
        generator=before.generator or made.generator,
        later=Names().add(before.later, made.later),
    )
