"""What a cell reads, binds and changes, found from its source without running it.

The rule, for cells that share one namespace:

- *Bound* is what gets a value; *definitely* so outside of ``if``, ``while``, ``try`` and
  ``match``: a ``for`` loop is taken to run at least once.
- *Read* is every name that the cell has not definitely bound before, in functions and lambdas, too.
  What a function reads, a cell that mentions the function reads as well, when it runs.
- *Changed* is the object of ``x[0] = …``, ``x.a = …``, ``x += …``, ``del x``, of a method call,
  ``model.fit(…)`` or ``rng.normal()``, unless the method is one of `PURE`, with which arrays,
  texts and dictionaries only answer, and of a call, unless what is called is a module's or was
  defined on the page; so is what is handed on as ``out=`` or ``ax=``, to functions such as
  `shuffle` (`IN_PLACE`), or to a function of the page that changes its parameters, a random
  generator or a figure's axes that are handed to anything, and an iterator that is read.
- *Tied* are names that may hold one object, or one that holds the other: ``b = a``, ``fig, ax =
  plt.subplots()``, ``b = f(a)``, ``x.append(a)``. Who changes one changes the other.
- Four names stand for what no name holds: `SETTINGS`, which each cell reads and `SETS` change,
  `RANDOM` for what is drawn without a generator, `FILES`, and `ALL`: a cell that uses one of
  `OPAQUE` reads and changes every name.
- A cell that is not Python may bind `ANYTHING`: names that no other cell binds come from there.

Other calls are taken to leave their arguments as they are: if every ``fit(X)`` counted as a change
of ``X``, a cell would need nearly all cells above it.
"""

import ast
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from math import inf

ANYTHING = "*"
"""Stands for the names that a cell binds that does not parse."""
ALL, SETTINGS, RANDOM, FILES = "(all)", "(settings)", "(random)", "(files)"
KEPT = "(kept)"
"""Of a tie: a function received an argument and may have stored it."""
SEED = "(seed)"
"""Is changed beside `RANDOM` where that begins anew: draws before any seed follow from nothing."""

_PURE = """
all any argmax argmin argsort astype clip conj copy cumprod cumsum diagonal dot flatten item max
mean min nonzero prod ravel repeat reshape round squeeze std sum swapaxes tolist trace transpose var
view count encode endswith find format index join lower replace split splitlines startswith strip
title upper get items keys values union intersection difference
"""
PURE = frozenset(_PURE.split())
"""Methods that change no object, whichever they are called on."""

_VIEWS = """
diagonal get items ravel reshape squeeze swapaxes transpose values view setdefault pop popitem
asarray asanyarray atleast_1d atleast_2d expand_dims broadcast_to flip moveaxis split array_split
partial iter next reversed
"""
VIEWS = frozenset(_VIEWS.split())
"""Methods and functions that return a part of their object, or of an argument."""

_FRESH = "len range sum abs int float str repr bool isinstance type deepcopy array"
FRESH = PURE - VIEWS - {"copy", "keys", "union"} | {*_FRESH.split()}
"""Methods and functions that return a new object."""

_IN_PLACE = """
copyto delattr fill_diagonal next put setattr shuffle setitem delitem iadd isub imul iconcat at
place putmask put_along_axis heapify heappush heappop heappushpop heapreplace insort insort_left
insort_right setp update_wrapper
"""
IN_PLACE = frozenset(_IN_PLACE.split())
"""Functions that change their first argument."""
CLASSES = frozenset({"list", "dict", "set", "bytearray", "object", "ndarray"})
"""Classes whose methods change their first argument."""
HANDED = frozenset({"out", "ax", "axes", "fig", "figure", "file", "buf", "into"})
"""Keyword arguments that a function changes."""
DRAWN = frozenset({"rng", "generator", "random_state"})
"""Parameters that are random generators: one that is passed to a function changes anyway."""
_BOUND = "append extend insert remove pop clear update add discard sort reverse"
BOUND = frozenset(_BOUND.split())
"""Methods that change their object also where they are passed on, ``map(x.append, y)``."""

KINDS = {
    "random": "Generator Random RandomState default_rng",
    "canvas": "subplots figure gca gcf subplot add_subplot subplot_mosaic axes add_axes",
    "iterator": "iter open zip map filter enumerate reversed cycle count StringIO BytesIO reader",
}
"""Functions that make what others change: whoever receives one draws from it, or on it."""
MAKERS = {name: kind for kind, names in KINDS.items() for name in names.split()}

SETS = re.compile(
    r"set(?!diff|xor)|(\w*_)?seed$|use$|rc|simplefilter$|filterwarnings$|resetwarnings$|register"
    r"|unregister|enable|disable|reset|reload|basicConfig$|install|patch|switch|chdir$|putenv$|xkcd$"
    r"|ion$|ioff$|init_|output_notebook$|extension$|apply$"
)
"""Functions of modules that set global state, by how their names begin."""
SEEDS = re.compile(r"(\w*_)?seed$|set_?state$")
DRAWING = frozenset({"random", "sklearn", "stats", "torch", "tensorflow", "keras"})
"""Modules of which functions draw without a generator that is handed to them."""
WRITES = re.compile(
    r"save|to_(csv|json|excel|pickle|parquet|hdf|sql|file)|write|dump$|imsave|imwrite|urlretrieve"
    r"|mkdir|makedirs|touch|copyfile|copytree|move$|rename|unlink|rmtree|extractall|tofile"
)
READS = re.compile(
    r"open$|read|load|genfromtxt|from(file|regex)|imread|exists|is_?file|listdir|i?glob"
)

OPAQUE = frozenset({
    "exec", "eval", "globals", "locals", "__import__", "__main__", "__globals__", "_getframe",
    "currentframe", "get_objects", "user_ns", "run_line_magic", "run_cell", "run_cell_magic",
})  # fmt: skip
"""Names by which a cell may read and bind any name."""

_LATER = "reads", "changes", "deep", "calls", "sets", "passes", "ties"
"""What functions do when they are called."""
_BRANCHES = (ast.If, ast.While, ast.Try, ast.TryStar, ast.Match)
_DISPLAYS = (
    ast.Tuple, ast.List, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp,
    ast.GeneratorExp,
)  # fmt: skip


@dataclass
class Names:
    """The names of one cell.

    `calls` are called, or objects of method calls: changed, unless they are modules, functions or
    classes. `sets` are those by which something is set if they are modules. Of `deep` what they
    hold is changed, too. A name that is reached through a call ends with ``()``. `passes` are pairs
    of a function, or its owner, and what is handed to it. `ties` are a name, another, and how that
    comes to be in it: nothing for its object or a part of it, "in", `KEPT` or a function. `kinds`
    are those of `KINDS`, "import", "class", "closure" and what else tells what a call makes.
    `fixed` are bound by ``import``, ``def`` or ``class``. `mutators` are functions that change
    their parameters. `later` is what the functions bound to a name read and change.
    """

    reads: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)
    definite: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    deep: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    sets: set[str] = field(default_factory=set)
    passes: set[tuple[str, str]] = field(default_factory=set)
    ties: set[tuple[str, str, str]] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    fixed: set[str] = field(default_factory=set)
    mutators: set[str] = field(default_factory=set)
    later: dict[str, "Names"] = field(default_factory=dict)

    def add(self, *others: "Names") -> "Names":
        """Take in what other functions read and change; return self."""
        for each in _LATER:
            getattr(self, each).update(*(getattr(other, each) for other in others))
        return self

    def merged(self, *others: "Names") -> "Names":
        """Return what it and others read and change: itself if that is all of it."""
        more = [other for other in others if other is not NOTHING and other is not self]
        if all(getattr(other, each) <= getattr(self, each) for other in more for each in _LATER):
            return self
        return Names().add(self, *more)


NOTHING = Names()
"""What a call of most values does: one object, compared at each key press for every name."""


def names_of(source: str, line: float = inf) -> Names:
    r"""Return what a cell reads, binds and changes, or its statements that end above a line.

    Examples
    --------
    >>> found = names_of("y = f(x)\nrng.normal()")
    >>> sorted(found.reads), sorted(found.binds), sorted(found.calls)
    (['f', 'rng', 'x'], ['y'], ['f', 'rng'])
    >>> names_of("y = f(x)\nz = y", line=2).binds
    {'y'}
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        anything = {ANYTHING} if line == inf else set()
        return Names(binds=anything, definite={*anything})
    reader = _Reader()
    for statement in tree.body:
        if (statement.end_lineno or 0) < line:
            reader.read(statement)
    _bound_in.cache_clear()  # which keeps the tree
    return reader.names


def opaque(source: str) -> list[str]:
    """Return the names in a cell by which it may read and bind any name.

    Examples
    --------
    >>> opaque("globals()['x'] = eval('y')")
    ['eval', 'globals']
    """
    try:
        return sorted({*map(_opaque_word, ast.walk(ast.parse(source)))} - {""})
    except (SyntaxError, ValueError):
        return []


def _opaque_word(node: ast.AST) -> str:
    """Return the name by which a part of a cell may read and bind any name, or nothing."""
    match node:
        case ast.Name(id=word) if word in OPAQUE:
            return word
        case ast.Attribute(attr=word) if word in OPAQUE - {"eval", "exec", "locals"}:
            return word
        case ast.Attribute(attr="modules", value=ast.Name(id="sys")):
            return "sys.modules"
        case ast.Call(func=ast.Name(id="vars"), args=[]):
            return "vars"
        case ast.alias(name="__main__"):
            return "__main__"
    return ""


def _base_of(node: ast.AST) -> str | None:
    """Return the name at the root of ``x.a[0].b``, if there is one."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _bases_of(nodes: Iterable[ast.AST]) -> set[str]:
    return {base for each in nodes if (base := _base_of(each))}


def _called(node: ast.expr) -> str | None:
    """Return ``f`` of ``f(x)`` and of ``a.f(x)``."""
    if not isinstance(node, ast.Call):
        return None
    return node.func.attr if isinstance(node.func, ast.Attribute) else _base_of(node.func)


def _results(names: set[str]) -> set[str]:
    return {f"{each.removesuffix('()')}()" for each in names}


def _chain(node: ast.AST) -> list[str]:
    """Return the names of ``a.b.c``, and of nothing else."""
    match node:
        case ast.Name(id=name):
            return [name]
        case ast.Attribute(value=value, attr=name):
            return [*above, name] if (above := _chain(value)) else []
    return []


@cache
def _bound_in(*parts: ast.AST) -> frozenset[str]:
    """Return the names that these parts bind in their own scope."""
    reader = _Reader()
    for part in parts:
        reader.visit(part)
    return frozenset(reader.bound - reader.declared)


class _Reader(ast.NodeVisitor):
    """Reads a cell from its first statement to its last, and knows what is bound on the way."""

    def __init__(self) -> None:
        self.names = Names()
        self.local: set[str] = set()  # names that are local to the enclosing functions
        self.outer: set[str] = set()  # those of them that an inner function sees
        self.holders: dict[str, set[str]] = {}  # what those of them that are no parameters hold
        self.later = Names()  # what functions defined by this statement read when called
        self.gives: set[str] = set()  # what they return, or store in their parameters
        self.deferred = self.mutates = False  # inside a function; whether it changes a parameter
        self.closes = False  # whether an inner function changes what an outer one has bound
        self.returns_parameter = False  # whether it returns a parameter
        self.branches = 0  # depth of nested branches, whose bindings may not happen
        self.parameters: set[str] = set()
        self.bound: set[str] = set()  # what this statement binds
        self.declared: set[str] = set()  # declared `global` or `nonlocal`
        self.in_class = frozenset[str]()  # what a class body binds: methods do not see these

    def read(self, statement: ast.stmt) -> None:
        """Read one statement of the cell; its functions belong to the names that it binds."""
        self.later, self.gives, self.bound, self.declared = Names(), set(), set(), set()
        self.mutates = self.closes = self.returns_parameter = False
        self.visit(statement)
        targets = self.bound - self.declared | _bases_of(getattr(statement, "targets", ()))
        is_class = isinstance(statement, ast.ClassDef)
        for name in targets:
            if self.later != NOTHING:
                self.names.later.setdefault(name, Names()).add(self.later)
            self.names.ties |= {(name, each, "in") for each in self.gives - self.parameters}
            if self.closes or is_class:
                self.names.kinds[name] = "class" if is_class else "closure"
            elif self.returns_parameter:
                self.names.kinds[name] = f"{self.names.kinds.get(name, '')} returns".strip()
        if self.mutates and not is_class:
            self.names.mutators |= targets

    def visit(self, node: ast.AST) -> None:
        """Read a part; behind some words any name may be read and changed."""
        if _opaque_word(node):
            self._note("reads", {ALL})
            self._note("changes", {ALL})
        super().visit(node)

    def generic_visit(self, node: ast.AST) -> None:
        """Read a part, values before the names that they are bound to."""
        if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar | ast.MatchMapping):
            self._bind(getattr(node, "name", None) or getattr(node, "rest", None))
        self.branches += isinstance(node, _BRANCHES)
        first = getattr(node, "value", None) or getattr(node, "iter", None)
        for part in sorted(ast.iter_child_nodes(node), key=lambda part: part is not first):
            self.visit(part)
        self.branches -= isinstance(node, _BRANCHES)

    def visit_Name(self, node: ast.Name) -> None:
        (self._bind if isinstance(node.ctx, ast.Store) else self._read)(node.id)
        if isinstance(node.ctx, ast.Del):
            self._change({node.id})

    def _read(self, name: str) -> None:
        if name not in self.local:
            self.later.reads |= {name} if self.deferred else set()
            self.names.reads |= {name} - self.names.definite

    def _bind(self, name: str | None, fixed: bool = False) -> None:
        if name is None or name in self.local or name in self.in_class:
            return
        self.names.binds.add(name)
        self.bound.add(name)
        if self.deferred:  # `global x` binds when the function is called
            return self.later.changes.add(name)
        if not self.branches:
            self.names.definite.add(name)
        (self.names.fixed.add if fixed else self.names.fixed.discard)(name)

    def _held(self, node: ast.AST | None) -> set[str]:
        """Return the names of which the value of an expression may be the object, or a part."""
        match node:
            case ast.Name(id=name):
                return self.holders.get(name, {name})
            case ast.Attribute() | ast.Subscript() | ast.Starred() | ast.Await() | ast.NamedExpr():
                return self._held(node.value) | self._elements(node.value)
            case ast.Call(func=func) if _called(node) in VIEWS:
                handed, owner = self._union(node.args), self._held(getattr(func, "value", func))
                is_result = handed or isinstance(func, ast.Name)
                return handed | (_results(owner) if is_result else owner)
            case ast.Call(func=func) if _called(node) not in FRESH:
                return _results(self._held(func))
            case ast.IfExp():
                return self._held(node.body) | self._held(node.orelse)
            case ast.BoolOp():
                return self._union(node.values)
        return set()

    def _elements(self, node: ast.AST | None) -> set[str]:
        """Return the names that are elements of a display."""
        return self._union(ast.iter_child_nodes(node)) if isinstance(node, _DISPLAYS) else set()

    def _seen(self, node: ast.AST | None, via: str = "in") -> set[tuple[str, str]]:
        """Return the names that the value of an expression may hold, each with how it got there."""
        match node:
            case ast.Call(func=func) if _called(node) not in FRESH:
                via = func.id if isinstance(func, ast.Name) else KEPT
                inside = [*node.args, *(each.value for each in node.keywords)]
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                targets = _bound_in(*(each.target for each in node.generators))
                inside = [each.iter for each in node.generators] + [
                    part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)
                ]
                return {pair for pair in self._seen_by(inside, via) if pair[0] not in targets}
            case ast.IfExp() | ast.BoolOp() | ast.Tuple() | ast.List() | ast.Set() | ast.Dict():
                inside = [*ast.iter_child_nodes(node)]
            case _:
                return set()
        return self._seen_by(inside, via)

    def _seen_by(self, nodes: Iterable[ast.AST], via: str) -> set[tuple[str, str]]:
        nodes = [*nodes]
        deeper = (pair for each in nodes for pair in self._seen(each, via))
        return {(name, via) for name in self._union(nodes)}.union(deeper)

    def _union(self, nodes: Iterable[ast.AST]) -> set[str]:
        return set().union(*map(self._held, nodes))

    def _tie(self, target: ast.AST, value: ast.AST, element: bool = False) -> None:
        """Record that a target may be a value, a part of it, or one of its elements."""
        seen = self._seen(value)
        held = self._held(value) | ({name for name, _ in seen} if element else set())
        match target:
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                elements = value.elts if isinstance(value, ast.Tuple | ast.List) else []
                same = len(elements) == len(parts)
                for part, each in zip(
                    parts, elements if same else [value] * len(parts), strict=True
                ):
                    self._tie(part, each, element)
                bound = [] if same else sorted(_bound_in(target))
                self._note("ties", {(each, bound[0], "") for each in bound[1:]})
            case ast.Starred():
                self._tie(target.value, value, element)
            case ast.Name(id=name) if name in self.local:
                self.holders[name] = self.holders.get(name, {name}) | held
            case ast.Name(id=name):
                self.gives |= self._free(held) if name in self.in_class else set()
                self._note("ties", {(name, each, "") for each in self._free(held)})
                self._note("ties", {(name, each, via) for each, via in seen if self._free({each})})
            case ast.Attribute() | ast.Subscript():
                self._put_into(self._held(target.value), held | {name for name, _ in seen})

    def _put_into(self, owners: set[str], held: set[str], via: str = "in") -> None:
        """Record that `owners` may contain `held`."""
        self.gives |= self._free(held) if owners & self.parameters else set()
        free = self._free(held)
        self._note("ties", {(owner, each, via) for owner in self._free(owners) for each in free})

    def _change(self, names: set[str], into: str = "changes") -> None:
        self.mutates |= bool(names & self.parameters - DRAWN)
        self.closes |= bool(names & self.outer)
        self._note(into, self._free(names))

    def _free(self, names: set[str]) -> set[str]:
        return {each for each in names if each.removesuffix("()") not in self.local}

    def _change_object(self, node: ast.AST, into: str = "changes") -> None:
        """Record a change of an expression's object; of a bare name, not of what it contains."""
        names = self._held(node)
        self._change(names, into)
        if not isinstance(node, ast.Name) or node.id in self.holders:
            self._note("deep", self._free(names))

    def _note(self, into: str, more: set) -> None:
        for names in [self.names, self.later] if self.deferred else [self.names]:
            getattr(names, into).update(more)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for each in node.names:
            adds = "." in each.name and not each.asname and isinstance(node, ast.Import)
            self.branches += adds  # `import a.b` adds to an `a` that a cell above may have imported
            name = (each.asname or each.name).partition(".")[0]
            self._bind(name, fixed=True)
            self.branches -= adds
            if name in self.local:
                self.holders[name] = {SETTINGS}
            self.names.kinds[name] = "import"
            if DRAWING & {*f"{getattr(node, 'module', '')}.{each.name}".split(".")}:
                self.names.later[name] = Names(reads={RANDOM}, changes={RANDOM})
        self.generic_visit(node)

    visit_ImportFrom = visit_Import

    def visit_Global(self, node: ast.Global | ast.Nonlocal) -> None:
        self.declared |= set(node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.closes = True

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._assign(target, node.value)
            for other in node.targets:
                if other is not target and isinstance(other, ast.Name):
                    self._tie(target, other)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign | ast.NamedExpr) -> None:
        if node.value is None:  # `x: int` binds nothing
            return self.visit(node.annotation)
        self._assign(node.target, node.value)
        self.generic_visit(node)

    visit_NamedExpr = visit_AnnAssign

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        kind = MAKERS.get(_called(value) or "", "iterator" * isinstance(value, ast.GeneratorExp))
        kind = "lambda" if isinstance(value, ast.Lambda) else kind
        unpacks = kind == "iterator" and not isinstance(target, ast.Name)
        if not self.deferred:
            self.names.kinds |= dict.fromkeys(_bound_in(target), "" if unpacks else kind)
        self._tie(target, value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self._read(node.target.id)
            self._change(self._held(node.target))
        self._put_into(self._held(node.target), self._held(node.value))
        self.generic_visit(node)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self._tie(node.target, node.iter, element=True)
        self.generic_visit(node)

    visit_AsyncFor = visit_For

    def visit_withitem(self, node: ast.withitem) -> None:
        self._change_object(node.context_expr, "calls")
        if node.optional_vars:
            self._assign(node.optional_vars, node.context_expr)
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return | ast.Yield | ast.YieldFrom) -> None:
        held = self._held(node.value) | self._elements(node.value)
        self.returns_parameter |= bool(held & self.parameters)
        self.gives |= self._free(held)
        self.generic_visit(node)

    visit_Yield = visit_YieldFrom = visit_Return

    def visit_Attribute(self, node: ast.Attribute | ast.Subscript) -> None:
        handed_on = isinstance(node, ast.Attribute) and node.attr in BOUND
        if not isinstance(node.ctx, ast.Load) or handed_on:
            self._change_object(node.value, "calls" if handed_on else "changes")
        if isinstance(node.value, ast.Call) and not isinstance(node.ctx, ast.Load):
            self._note("sets", self._free(self._held(node.value)))
        self.generic_visit(node)

    visit_Subscript = visit_Attribute

    def visit_Call(self, node: ast.Call) -> None:
        values = node.args + [keyword.value for keyword in node.keywords]
        handed = self._union(values) | {name for each in values for name, _ in self._seen(each)}
        if isinstance(node.func, ast.Attribute) and node.func.attr not in PURE:
            self._change_object(node.func.value, "calls")
            holds = "in" if node.func.attr in BOUND | {"setdefault"} else KEPT
            self._put_into(self._held(node.func.value), handed, holds)
        elif isinstance(node.func, ast.Name):
            for into in ("calls", "deep"):
                self._note(into, self._free(self._held(node.func)))
        self._note_settings(node, _called(node) or "")
        of_class = isinstance(node.func, ast.Attribute) and _base_of(node.func) in CLASSES
        if node.args and (_called(node) in IN_PLACE or of_class):
            self._change(self._held(node.args[0]))
            self._put_into(self._held(node.args[0]), self._union(values[1:]))
        for keyword in node.keywords:
            if keyword.arg in HANDED:
                self._change(self._held(keyword.value))
        function = _base_of(node.func) or ""
        self._note("passes", {(function, name) for name in self._free(handed)})
        if handed & self.parameters - DRAWN:  # the function may change a parameter
            self._note("passes", {(function, "")})
        self.generic_visit(node)

    def _note_settings(self, node: ast.Call, name: str) -> None:
        """Record the global state that a call sets, draws from, writes or reads."""
        chain = _chain(node.func)
        adds = name in {"append", "extend", "update", "clear", "setdefault", "pop", "insert"}
        if SETS.match(name) or (adds and (len(chain) > 2 or len(node.args + node.keywords) == 1)):
            self._note("sets", self._free(self._held(node.func)))
        seeded = any(each.arg == "random_state" for each in node.keywords)
        if SEEDS.match(name):
            self._note("changes", {SEED, RANDOM, SETTINGS})
        elif name not in MAKERS and (
            "random" in chain[:-1] or (name in {"rvs", "sample"} and not seeded)
        ):
            self._note("reads", {RANDOM})
            self._note("changes", {RANDOM})
        modes = [*node.args[1:], *(each.value for each in node.keywords)]
        opens = name == "open" and any(
            isinstance(each, ast.Constant) and {*"wax+"} & {*str(each.value)} for each in modes
        )
        if WRITES.match(name) or opens or READS.match(name):
            self._note("reads", {FILES})
            self._note("changes", {FILES} if opens or WRITES.match(name) else set())

    def visit_FunctionDef(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    ) -> None:
        for part in ast.iter_child_nodes(node):  # decorators, defaults, bases
            if part not in node.body:
                self.visit(part)
        self._bind(node.name, fixed=True)
        arguments = getattr(node, "args", None)
        defaults = [*arguments.defaults, *filter(None, arguments.kw_defaults)] if arguments else []
        held = self._union([*defaults, *node.decorator_list, *getattr(node, "bases", ())])
        self._note("ties", {(node.name, each, "in") for each in self._free(held)})
        for decorator in node.decorator_list:  # which is called with it
            name = _base_of(decorator) or ""
            self._note("passes", {(name, node.name)})
            self._change_object(decorator, "calls")
            self._put_into(self._held(decorator), {node.name})
        self._read_later(arguments, node.body, isinstance(node, ast.ClassDef))
        if not isinstance(node, ast.ClassDef) and not self.deferred:
            yields = any(isinstance(each, ast.Yield | ast.YieldFrom) for each in ast.walk(node))
            self.names.kinds[node.name] = (
                "wrapped" if node.decorator_list else "yields" if yields else ""
            )
            never_change = ast.Constant | ast.Tuple | ast.Attribute
            if self.mutates and not all(isinstance(each, never_change) for each in defaults):
                self.names.fixed.discard(node.name)  # a default that a call may change

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit(node.args)
        self._read_later(node.args, [node.body])

    def _read_later(
        self, arguments: ast.arguments | None, body: list, is_class: bool = False
    ) -> None:
        inside = ast.walk(arguments) if arguments else ()
        parameters = {each.arg for each in inside if isinstance(each, ast.arg)}
        bound, none = _bound_in(*body), frozenset[str]()
        local, in_class = (none, bound) if is_class else (bound, none)
        before = self.deferred, self.parameters, self.in_class, self.outer, self.holders
        self.outer, self.holders = set(self.local), dict(self.holders)
        self.deferred, self.parameters, self.in_class = True, parameters, in_class
        self._visit_within(parameters | local, body)
        self.deferred, self.parameters, self.in_class, self.outer, self.holders = before

    def visit_GeneratorExp(
        self, node: ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp
    ) -> None:
        self.visit(node.generators[0].iter)
        targets = _bound_in(*(each.target for each in node.generators))
        iters = [each.iter for each in node.generators]
        held = self._union(iters) | {name for each in iters for name, _ in self._seen(each)}
        held -= targets
        around, self.holders = self.holders, self.holders | dict.fromkeys(targets, held)
        self._visit_within(targets, ast.iter_child_nodes(node))
        self.holders = around

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp

    def _visit_within(self, local: AbstractSet[str], parts: Iterable[ast.AST]) -> None:
        around, self.local = self.local, self.local | local
        for part in parts:
            self.visit(part)
        self.local = around
