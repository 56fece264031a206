"""In which order cells of a page are run: each after those above it that it needs.

What a name holds is told by :mod:`explorable.kernel.names`: names that may hold parts of one object
change together, and a cell that sets something for all runs before all below it.

Every value has a digest, made of the source of the cell that made it and of the digests of what
that cell read. What a name holds is compared by digest with what it would hold if the page had been
run from its top: so a cell above that was edited, or a name that a cell below has bound anew, is
seen.
"""

import builtins
import random
from copy import deepcopy
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np

from explorable.kernel.names import (
    ALL,
    ANYTHING,
    FILES,
    NOTHING,
    RANDOM,
    SEED,
    SETTINGS,
    Names,
    names_of,
)

GIVEN = {*dir(builtins), "display", "get_ipython", "__name__"}
"""Names that no cell needs to bind."""

FAILED = "failed"
"""The digest of what a name holds that a cell has failed to bind."""

_names_of = lru_cache(1000)(names_of)


class Value(NamedTuple):
    """What a name holds: its digest, the cells that bound and changed it, and its kind."""

    digest: str
    cells: tuple[int, ...]
    fixed: bool = False  # a module, function or class: no call changes it
    mutator: bool = False
    kind: str = ""
    later: Names = NOTHING
    # Digests of objects: those that it may be, or be a part of; those that it may hold; and those
    # that were passed to it, which it does not change.
    objects: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    received: frozenset[str] = frozenset()


State = dict[str, Value]


class Order:
    """The cells that were run in one namespace, and those that another cell needs run again."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace, self.given = namespace, dict(namespace)
        self.state: State = {}
        self.runs: dict[int, str] = {}
        self.wanted: dict[int, State] = {}
        self.generators: dict[str, Any] = {}
        """Copies by digest: to draw again, a cell needs the generator's state and no cell above."""

    def plan(self, sources: list[str], cell: int) -> list[int]:
        """Return the cells to run for `cell`, from the top, itself the last.

        Parameters
        ----------
        sources : list of str
            The cells of the page as they stand.
        cell : int
            Which of them, from 0.
        """
        self.wanted = dict(enumerate(_from_the_top(sources[: cell + 1])[0]))
        needed = {cell}
        while more := self._missing(sources, needed) - needed:
            needed |= more
        return sorted(needed)

    def _missing(self, sources: list[str], cells: set[int]) -> set[int]:
        """Return the cells whose results `cells` need and that are missing or stale."""
        state, missing = dict(self.state), set()
        for cell in sorted(cells):
            read = _inputs(_names_of(sources[cell]), state).reads
            for name, value in self.wanted[cell].items():
                if name not in read and name in state and state[name].digest == FAILED:
                    continue  # it is not there to be changed, as a module that is lacking
                if value.digest in self.generators:
                    state[name] = value
                elif name not in state or state[name].digest != value.digest:
                    missing |= set(value.cells)
            self._step(cell, sources[cell], state)
        return missing

    def _step(self, cell: int, source: str, state: State) -> tuple[str, set[str]]:
        """Simulate a run in which names bound only by later cells are invisible."""
        seen = {name: state[name] for name in self.wanted.get(cell, state) if name in state}
        digest, written = _run(cell, source, seen)
        state.update(seen)
        return digest, written

    def before(self, cell: int) -> None:
        """Restore random generators to the states in which the page reached this cell."""
        for name in GIVEN & self.state.keys() - self.wanted.get(cell, {}).keys():
            del self.state[name]  # a cell below has rebound a given name, as in `sum = 0`
            self.namespace.pop(name, None)
            if name in self.given:
                self.namespace[name] = self.given[name]
        for name, value in self.wanted.get(cell, {}).items():
            stands = name in self.state and self.state[name].digest == value.digest
            if value.digest in self.generators and not stands:
                _draw_from(self.namespace, name, deepcopy(self.generators[value.digest]))
                self.state[name] = value

    def after(self, cell: int, source: str, failed: bool, line: int = 0) -> None:
        """Record a run.

        If it failed, in this line, the names that it had not bound yet satisfy no other cell; those
        that it had bound, or was changing, stand as in a notebook.
        """
        self.runs[cell], written = self._step(cell, source, self.state)
        lacking = _names_of(source).binds - names_of(source, line).binds if failed else set()
        for name in written:
            if name in lacking:
                self.state[name] = self.state[name]._replace(digest=FAILED)
            elif generator := _generator(self.namespace, name):
                self.generators[self.state[name].digest] = deepcopy(generator)
        if failed:
            self.runs[cell] += FAILED

    def states(self, sources: list[str]) -> list[str]:
        """Return of each cell "not run", "run", "failed", or "stale" if it would differ now."""
        return [
            {None: "not run", digest: "run", digest + FAILED: "failed"}.get(
                self.runs.get(i), "stale"
            )
            for i, digest in enumerate(_from_the_top(sources)[1])
        ]


def _generator(namespace: dict[str, Any], name: str) -> Any:
    """Return the random generator behind a name, or the states of the global ones."""
    if name == RANDOM:
        return random.getstate(), np.random.get_state()  # noqa: NPY002
    value = namespace.get(name)
    return value if isinstance(value, np.random.Generator) else None


def _draw_from(namespace: dict[str, Any], name: str, generator: Any) -> None:
    """Restore the random generator behind a name."""
    if name == RANDOM:
        random.setstate(generator[0])
        np.random.set_state(generator[1])  # noqa: NPY002
    else:
        namespace[name] = generator


def _from_the_top(sources: list[str]) -> tuple[list[State], list[str]]:
    """Return what each cell reads or changes, and its digest, if the page is run from the top."""
    runs = [_last_of(tuple(sources[: end + 1])) for end in range(len(sources))]
    return [wanted for _, wanted, _ in runs], [digest for *_, digest in runs]


@lru_cache(1000)  # a page sends all its cells at each key press
def _last_of(sources: tuple[str, ...]) -> tuple[State, State, str]:
    """Return the state that the last cell leaves, what it reads or changes, and its digest."""
    before: State = _last_of(sources[:-1])[0] if sources[1:] else {}
    state, names = dict(before), _names_of(sources[-1])
    reads = _inputs(names, state).reads
    digest, written = _run(len(sources) - 1, sources[-1], state)
    wanted = before.keys() & (reads | written - names.binds)
    return state, {name: before[name] for name in sorted(wanted)}, digest


def _inputs(names: Names, state: State) -> Names:
    """Return what a cell reads and changes of the state, its functions and those above included."""
    total = Names().add(names)
    total.reads |= {SETTINGS, *names.binds, *names.changes, *names.calls} - names.definite
    todo = sorted(total.reads)
    seen = set()
    while todo:
        name = todo.pop().removesuffix("()")
        if name not in state and name not in GIVEN and not name.startswith("("):
            name = ANYTHING
        if name in state and name not in seen:
            seen.add(name)
            if state[name].later is not NOTHING:
                total.add(state[name].later)
            todo += state.keys() if ALL in total.changes else state[name].later.reads
    total.reads = seen
    return total


def _run(cell: int, source: str, state: State) -> tuple[str, set[str]]:
    """Change the state as a run of this cell does; return the run's digest and what was written."""
    names = _names_of(source)
    total = _inputs(names, state)
    read = sorted((name, state[name].digest) for name in total.reads)
    digest = sha256(repr((source, read)).encode()).hexdigest()
    for name in names.binds:
        new, before = _value(name, names, cell, digest), state.get(name)
        if before and name in names.changes & names.reads:  # as in `x += 1`
            new = new._replace(objects=new.objects | before.objects, holds=before.holds)
        state[name] = new if name in names.definite or not before else _either(before, new)
    _tie(total.ties, state)
    changed = _changed(total, names, state)
    handed = [state[name] for function, name in total.passes if _is_kept(function, name, state)]
    by_functions = changed - names.changes - names.calls
    shared = _sharing(changed, total.deep, state)
    shared = {name for name in shared if state[name].digest != FAILED}
    for name in shared - names.binds:
        held = handed if name in by_functions else []
        state[name] = state[name]._replace(
            digest=f"{digest} {name}",
            cells=(*state[name].cells, cell),
            later=state[name].later.merged(*names.later.values(), *(each.later for each in held)),
            holds=state[name].holds.union(*(each.objects for each in held)),
        )
    return digest, shared | names.binds


def _value(name: str, names: Names, cell: int, digest: str) -> Value:
    """Return the value that a cell binds to a name."""
    kind = names.kinds.get(name, "")
    return Value(
        f"{digest} {name}",
        (cell,),
        fixed=name in names.fixed or kind == "lambda",
        mutator=name in names.mutators,
        kind=kind,
        later=names.later.get(name, NOTHING),
        objects=frozenset({SETTINGS if kind == "import" else f"{digest} {name}"}),
    )


def _object(name: str, state: State) -> str | None:
    """Return the name whose object is meant; None if a call has made a new one of it."""
    plain = name.removesuffix("()")
    new = plain != name and plain in state and state[plain].kind in ("random", "import")
    return plain if plain in state and not new else None


def _tie(ties: set[tuple[str, str, str]], state: State) -> None:
    """Let tied names share what they may hold; twice, because ties form chains."""
    for target, source, via in sorted(ties) * 2:
        owner, plain = _object(target, state), source.removesuffix("()")
        if owner and plain in state and not (via and state[owner].kind == "import"):
            by = state[via].kind.split() if via in state else []
            how = "" if "returns" in by else "in" if via == "in" or "class" in by else via
            state[owner] = _tied(state[owner], state[plain], plain != source, how)


def _tied(value: Value, other: Value, called: bool, how: str) -> Value:
    """Return a value that may be another or a part of it, contain it, or have received it."""
    if (later := value.later.merged(other.later)) is not value.later:
        value = value._replace(later=later)
    kind, is_import, kinds = value.kind, other.kind == "import", {*other.kind.split()}
    if is_import and not (called or how or kind):
        return value._replace(kind="import", fixed=True, objects=other.objects)
    if kinds & {"canvas", "iterator"} and not (kind or how):
        kind = other.kind
    elif called and not kind:
        kind = "iterator" if "yields" in kinds else "instance" if "class" in kinds else ""
    if kind != value.kind or "wrapped" in kind:
        loose = "wrapped" in kind and kinds & {"class", "closure"}
        value = value._replace(kind=kind, fixed=value.fixed and not loose)
    if is_import or (called and other.kind == "random"):
        return value
    if kind == "canvas" and other.kind != "canvas" and how:
        return value  # a figure keeps no data
    if how not in ("", "in"):
        return value._replace(received=value.received | other.objects | other.holds)
    if how or (called and "class" in kinds):
        return value._replace(holds=value.holds | other.objects | other.holds)
    if called and other.fixed:  # a function gives what it holds
        return value._replace(
            objects=value.objects | other.holds, holds=value.holds | other.objects
        )
    return value._replace(
        objects=value.objects | other.objects | other.holds,
        received=value.received | other.received,
    )


def _is_kept(function: str, name: str, state: State) -> bool:
    """Whether a function of the page may store an argument in an object that it changes."""
    return function in state and state[function].kind != "import" and name in state


def _changed(total: Names, names: Names, state: State) -> set[str]:
    """Return the names whose objects a cell itself changes, and note which of them are deep."""
    if ALL in total.changes:
        total.changes |= {SETTINGS, FILES, *state}
    for name in total.changes & {SETTINGS, FILES} | {RANDOM for _ in total.changes & {SEED}}:
        state.setdefault(name, Value(name, ()))
    called = {each for each in total.calls if each.endswith("()") or not _is_fixed(each, state)}
    set_ = {each.removesuffix("()") for each in total.sets if _is_fixed(each, state, "import")}
    mutators = names.mutators | {name for name in state if state[name].mutator}
    later = {n: each.later for n, each in state.items() if each.later is not NOTHING} | names.later
    while more := {n for n in later for f in mutators if (f, "") in later[n].passes} - mutators:
        mutators |= more
    handed = {
        name
        for function, name in total.passes
        if name in state
        and not state[name].fixed
        and (
            function in mutators
            or state[name].kind == "random"
            or (state[name].kind == "canvas" and function not in GIVEN)
        )
    }
    total.deep |= handed | {
        name for name in called if name in state and state[name].kind == "instance"
    }
    read = {name for name in total.reads if state[name].kind == "iterator"}
    objects = {_object(each, state) for each in total.changes | called | set_ | handed | read}
    changed = {each for each in objects if each}
    if any(state[name].kind == "import" for name in changed):
        state.setdefault(SETTINGS, Value(SETTINGS, ()))
        changed.add(SETTINGS)
    return changed


def _is_fixed(name: str, state: State, kind: str = "") -> bool:
    value = state.get(name.removesuffix("()"))
    return value is not None and value.fixed and kind in ("", value.kind)


def _sharing(changed: set[str], deep: set[str], state: State) -> set[str]:
    """Return the names that may share an object, or a part of one, with those that are changed."""
    objects: set[str] = set()
    plain = {each.removesuffix("()") for each in deep}
    for name in changed:
        objects |= state[name].objects | (state[name].holds if name in plain else set())
    return changed | {
        name
        for name, value in state.items()
        if not all(map(objects.isdisjoint, (value.objects, value.holds, value.received)))
    }


def _either(before: Value, new: Value) -> Value:
    """Return the value of a name that a cell may have bound, or left as it was."""
    return new._replace(
        cells=before.cells + new.cells,
        fixed=before.fixed and new.fixed,
        mutator=before.mutator or new.mutator,
        kind=new.kind or before.kind,
        later=before.later.merged(new.later),
        objects=before.objects | new.objects,
        holds=before.holds | new.holds,
        received=before.received | new.received,
    )
