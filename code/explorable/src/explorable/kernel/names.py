"""What a cell reads, binds and changes, found from its source without running it.

The rule, for cells that share one namespace:

- *Bound* is what gets a value; *surely* so outside of ``if``, ``while``, ``try`` and ``match``: a
  ``for`` loop is taken to run at least once.
- *Read* is every name that the cell has not surely bound before, in functions and lambdas too. What
  a function reads, a cell that mentions the function reads as well, when it runs.
- *Changed* is the object of ``x[0] = …``, ``x.a = …``, ``x += …``, ``del x`` and of a method call,
  ``model.fit(…)`` or ``rng.normal()``, unless the method is one of `PURE`, with which arrays,
  texts and dictionaries only answer; so is what is handed on as ``out=``, to functions such as
  `shuffle` (`IN_PLACE`), or to a function of the page that changes its parameters, and a random
  generator that is handed to anything. Modules, functions and classes are not changed by calls.
- A cell that is not Python may bind `ANYTHING`: names that no other cell binds come from there.

Other calls are taken to leave their arguments as they are, and two names to hold two objects: if
every ``fit(X)`` counted as a change of ``X``, a cell would need nearly all cells above it.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

ANYTHING = "*"
"""Stands for the names that a cell binds that does not parse."""

_PURE = """
all any argmax argmin argsort astype clip conj copy cumprod cumsum diagonal dot flatten item max
mean min nonzero prod ravel repeat reshape round squeeze std sum swapaxes tolist trace transpose var
view count encode endswith find format index join lower replace split splitlines startswith strip
title upper get items keys values union intersection difference
"""
PURE = frozenset(_PURE.split())
"""Methods that change nothing, whatever of the kind they are called on."""

IN_PLACE = frozenset({"copyto", "delattr", "fill_diagonal", "next", "put", "setattr", "shuffle"})
"""Functions that change their first argument."""

GENERATORS = frozenset({"Generator", "Random", "RandomState", "default_rng"})
"""What makes a random generator: every function that is handed one draws from it."""

_BRANCHES = (ast.If, ast.While, ast.Try, ast.TryStar, ast.Match)


@dataclass
class Names:
    """The names of one cell.

    `calls` are objects of method calls: changed, unless they are modules, functions or classes.
    `hands` are pairs of a function, or its owner, and what is handed to it. `generators` are bound
    to new random generators, `fixed` by ``import``, ``def`` or ``class``. `mutators` are functions
    that change their parameters. `later` is what the functions bound to a name read and change.
    """

    reads: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)
    surely: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    hands: set[tuple[str, str]] = field(default_factory=set)
    generators: set[str] = field(default_factory=set)
    fixed: set[str] = field(default_factory=set)
    mutators: set[str] = field(default_factory=set)
    later: dict[str, "Names"] = field(default_factory=dict)

    def add(self, *others: "Names") -> "Names":
        """Take in what other functions read and change; return self."""
        for each in ("reads", "changes", "calls", "hands"):
            getattr(self, each).update(*(getattr(other, each) for other in others))
        return self


def names_of(source: str) -> Names:
    r"""Return what a cell reads, binds and changes.

    Examples
    --------
    >>> found = names_of("y = f(x)\nrng.normal()")
    >>> sorted(found.reads), found.binds, found.calls
    (['f', 'rng', 'x'], {'y'}, {'rng'})
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return Names(binds={ANYTHING}, surely={ANYTHING})
    reader = _Reader()
    for statement in tree.body:
        reader.read(statement)
    return reader.names


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


def _bound_in(*parts: ast.AST) -> set[str]:
    """Return the names that these parts bind in their own scope."""
    reader = _Reader()
    for part in parts:
        reader.visit(part)
    return reader.names.binds - reader.declared


class _Reader(ast.NodeVisitor):
    """Reads a cell from its first statement to its last, and knows what is bound on the way."""

    def __init__(self) -> None:
        self.names = Names()
        self.local: set[str] = set()  # names that are local to the enclosing functions
        self.later = Names()  # what functions defined by this statement read when called
        self.deferred = self.mutates = False  # inside a function; whether it changes a parameter
        self.branches = 0  # depth of nested branches, whose bindings may not happen
        self.parameters: set[str] = set()
        self.declared: set[str] = set()  # declared `global` or `nonlocal`
        self.in_class: set[str] = set()  # what a class body binds: methods do not see these

    def read(self, statement: ast.stmt) -> None:
        """Read one statement of the cell; its functions belong to the names that it binds."""
        self.later, self.mutates = Names(), False
        self.visit(statement)
        targets = _bound_in(statement) | _bases_of(getattr(statement, "targets", ()))
        for name in targets:
            self.names.later.setdefault(name, Names()).add(self.later)
        if self.mutates and not isinstance(statement, ast.ClassDef):
            self.names.mutators |= targets

    def generic_visit(self, node: ast.AST) -> None:
        """Read a part, values before the names that they are bound to."""
        if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar | ast.MatchMapping):
            self._bind(getattr(node, "name", None) or getattr(node, "rest", None))
        self.branches += isinstance(node, _BRANCHES)
        first = [getattr(node, "value", None), getattr(node, "iter", None)]
        for part in sorted(ast.iter_child_nodes(node), key=lambda part: part not in first):
            self.visit(part)
        self.branches -= isinstance(node, _BRANCHES)

    def visit_Name(self, node: ast.Name) -> None:
        (self._bind if isinstance(node.ctx, ast.Store) else self._read)(node.id)
        if isinstance(node.ctx, ast.Del):
            self._change(node.id)

    def _read(self, name: str) -> None:
        if name not in self.local:
            self.later.reads |= {name} if self.deferred else set()
            self.names.reads |= {name} - self.names.surely

    def _bind(self, name: str | None, fixed: bool = False) -> None:
        if name is None or name in self.local or name in self.in_class:
            return
        self.names.binds.add(name)
        if self.deferred:  # `global x` binds when the function is called
            return self.later.changes.add(name)
        if not self.branches:
            self.names.surely.add(name)
        (self.names.fixed.add if fixed else self.names.fixed.discard)(name)

    def _change(self, name: str | None, into: str = "changes") -> None:
        self.mutates |= name in self.parameters
        if name and name not in self.local:
            self._note(into, {name})

    def _note(self, into: str, more: set) -> None:
        for names in [self.names, self.later] if self.deferred else [self.names]:
            getattr(names, into).update(more)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for each in node.names:
            adds = "." in each.name and not each.asname and isinstance(node, ast.Import)
            self.branches += adds  # `import a.b` adds to an `a` that a cell above may have imported
            self._bind((each.asname or each.name).partition(".")[0], fixed=True)
            self.branches -= adds

    visit_ImportFrom = visit_Import

    def visit_Global(self, node: ast.Global | ast.Nonlocal) -> None:
        self.declared |= set(node.names)

    visit_Nonlocal = visit_Global

    def visit_Assign(self, node: ast.Assign) -> None:
        if _called(node.value) in GENERATORS:
            self.names.generators |= _bound_in(*node.targets)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is None:  # `x: int` binds nothing
            return self.visit(node.annotation)
        if _called(node.value) in GENERATORS:
            self.names.generators |= _bound_in(node.target)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self._read(node.target.id)
            self._change(node.target.id)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute | ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._change(_base_of(node))
        self.generic_visit(node)

    visit_Subscript = visit_Attribute

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute) and node.func.attr not in PURE:
            self._change(_base_of(node.func), "calls")
        if _called(node) in IN_PLACE and node.args:
            self._change(_base_of(node.args[0]))
        for keyword in node.keywords:
            if keyword.arg == "out":
                self._change(_base_of(keyword.value))
        values = node.args + [keyword.value for keyword in node.keywords]
        function, handed = _base_of(node.func) or "", _bases_of(values)
        self._note("hands", {(function, name) for name in handed - self.local})
        if handed & self.parameters:  # the function may change a parameter
            self._note("hands", {(function, "")})
        self.generic_visit(node)

    def visit_FunctionDef(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    ) -> None:
        for part in ast.iter_child_nodes(node):  # decorators, defaults, bases
            if part not in node.body:
                self.visit(part)
        self._bind(node.name, fixed=True)
        self._read_later(getattr(node, "args", None), node.body, isinstance(node, ast.ClassDef))

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit(node.args)
        self._read_later(node.args, [node.body])

    def _read_later(
        self, arguments: ast.arguments | None, body: list, is_class: bool = False
    ) -> None:
        inside = ast.walk(arguments) if arguments else ()
        parameters = {each.arg for each in inside if isinstance(each, ast.arg)}
        local, in_class = (set(), _bound_in(*body)) if is_class else (_bound_in(*body), set())
        before = self.deferred, self.parameters, self.in_class
        self.deferred, self.parameters, self.in_class = True, parameters, in_class
        self._visit_within(parameters | local, body)
        self.deferred, self.parameters, self.in_class = before

    def visit_GeneratorExp(
        self, node: ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp
    ) -> None:
        self.visit(node.generators[0].iter)
        targets = _bound_in(*(each.target for each in node.generators))
        self._visit_within(targets, ast.iter_child_nodes(node))

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp

    def _visit_within(self, local: set[str], parts: Iterable[ast.AST]) -> None:
        around, self.local = self.local, self.local | local
        for part in parts:
            self.visit(part)
        self.local = around
