"""Break the mathematics at random, one place at a time, and see whether the module's tests notice.

``make mutants`` prints each survivor: a constant, an operator, a comparison or a sign that was
changed without any test of its module turning red. ``mutants.py COUNT SEED [PART…]`` draws others.
"""

import ast
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

import cvxpy  # noqa: F401  what children need, imported once
import gate
import matplotlib.path  # noqa: F401
import pytest
import scipy.optimize
import scipy.stats  # noqa: F401
import sklearn.linear_model
import sklearn.utils.estimator_checks  # noqa: F401

ROOT = Path(__file__).parents[2]
HOUSES = ("descent", "explorable")
STAGE = {"judging": ["judging"], "table": ["test_table"]}
"""What computes in the stage, and its tests."""
TESTS = {
    "checks": ["checks"],
    "datasets": ["datasets"],
    "kernels": [
        "test_kernels",
        "test_activations",
        "test_layers",
        "test_simplex",
        "test_penalties",
        "test_projections",
        "losses",
        "optimizers",
    ],
    "losses": ["losses"],
    "metrics": ["metrics"],
    "models": ["models"],
    "optimizers": ["optimizers"],
    "rollback": ["models", "optimizers"],
    "validation": ["validation", "sums"],
    **STAGE,
    **{
        name: [f"test_{name}"]
        for name in [
            "activations",
            "attention",
            "comparison",
            "convexity",
            "docstrings",
            "experiments",
            "geometry",
            "gradients",
            "images",
            "information",
            "layers",
            "penalties",
            "projections",
            "sampling",
            "schedules",
            "simplex",
            "surfaces",
        ]
    },
}
"""Parts of the package, and the tests of each."""
LEFT_OUT = {"explorers", "plotting", "questions"}
"""Most of their numbers are places in a picture, which no test should fix, or a question's text."""
SECONDS = 120  # of the processor: a mutant that runs longer is stuck, which is noticed, too
SWAPS = {
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult},
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.And: ast.Or},
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Or: ast.And},
}
TURNED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
"""At a bound like 0.006 or 1 + 1e-9, which no number hits: there < and <= are the same."""
NAMES = {"max": "min", "min": "max", "maximum": "minimum", "minimum": "maximum", "sum": "mean"}


class Places(ast.NodeVisitor):
    """The places of a module that can be broken; words for the reader are none.

    Nor are the samples that a judge asks about: others would ask as well.
    """

    def __init__(self, judges: bool) -> None:
        self.found = []
        self.judges = judges

    def visit(self, node):
        if isinstance(node, ast.Raise | ast.JoinedStr | ast.ImportFrom | ast.Import):
            return
        if _is_a_guard(node) or (self.judges and _is_a_sample(node)):
            return
        if _is_breakable(node):
            self.found.append(node)
        for name, child in ast.iter_fields(node):
            if name not in ("annotation", "returns"):
                for each in child if isinstance(child, list) else [child]:
                    if isinstance(each, ast.AST):
                        self.visit(each)


def _is_a_guard(node):
    """Whether it forbids what our own calls never do: zips of two lengths, changes of values."""
    return isinstance(node, ast.keyword) and node.arg in ("strict", "frozen")


def _is_a_sample(node):
    """Whether it draws something, or is a table of numbers."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="rng") | ast.Attribute(attr="random"))):
            return True
        case ast.BinOp():
            return _is_a_sample(node.left) or _is_a_sample(node.right)
        case ast.Tuple() | ast.List():
            return not any(isinstance(each, ast.Name | ast.Call) for each in ast.walk(node))
    return False


def _is_breakable(node):
    match node:
        case ast.BinOp(op=sign) | ast.BoolOp(op=sign) | ast.Compare(ops=[sign, *_]):
            return type(sign) in SWAPS
        case ast.Constant(value=bool() | int() | float()) | ast.UnaryOp(op=ast.USub() | ast.Not()):
            return True
        case ast.Attribute(attr=name):
            return name in NAMES
    return False


def _has_fraction(bound):
    """Whether a number that is not whole stands in a bound."""
    numbers = [each.value for each in ast.walk(bound) if isinstance(each, ast.Constant)]
    return any(isinstance(each, float) and not each.is_integer() for each in numbers)


def places(source, judges=False):
    """Return the module's tree and what can be broken in it."""
    visitor, tree = Places(judges), ast.parse(source)
    visitor.visit(tree)
    return tree, visitor.found


def breaks(node):
    """Change the node in place and say what was done."""
    before = ast.unparse(node)
    match node:
        case ast.BinOp() | ast.BoolOp():
            node.op = SWAPS[type(node.op)]()
        case ast.Compare():
            swaps = SWAPS | (TURNED if _has_fraction(node.comparators[0]) else {})
            node.ops[0] = swaps[type(node.ops[0])]()
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant():
            node.value = node.value * 2 if node.value else 1
        case ast.UnaryOp(op=ast.USub()):
            node.op = ast.UAdd()
        case ast.UnaryOp():
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case ast.Attribute():
            node.attr = NAMES[node.attr]
    return f"{before}  →  {ast.unparse(node)}"


class FewExamples:
    """Lets property tests try less: most mutants die at once."""

    def pytest_collection(self):
        from hypothesis import settings  # not before pytest is ready for it

        settings.register_profile("few", deadline=None, derandomize=True, max_examples=8)
        settings.load_profile("few")


def killed(code, tests, broken, *plugins):
    """Return whether a test of the package in the folder `code` fails, in a process of its own.

    As in `make test`, a sample runs and what the change of the file `broken` touches.
    """
    child = os.fork()
    if child == 0:
        gate.changed = lambda: frozenset([broken])
        try:
            _test(code, tests, plugins)
        finally:  # the parent's folder is not the child's to remove
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _test(code, tests, plugins):
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    sys.path.insert(0, str(code))
    os.environ.update(PYTHONPATH=str(code), PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    options = ["-x", "-q", "-pno:cacheprovider", "-p_hypothesis_pytestplugin"]
    os._exit(int(pytest.main([*options, *tests], plugins=plugins)))


def house_of(part):
    """Return the name of the package that the part belongs to."""
    return "explorable" if part in STAGE else "descent"


def sources(house):
    return ROOT / "code" / house / "src"


def tests_of(part, file=None):
    """Return the files and folders of the part's tests, first of all those of one of its files."""
    house = f"tests/{house_of(part)}"
    paths = [f"{house}/{test}" for test in TESTS[part]]
    own = [f"{house}/{part}/test_{file.stem}.py"] if file else []
    paths = [path if Path(path).is_dir() else f"{path}.py" for path in paths]
    tables = [f"tests/descent/test_{table}.py" for table in ("refusals", "finite", "digits")]
    paths += [] if part in {"checks", *STAGE} else tables
    return [path for path in own if Path(path).exists()] + paths


def candidates(parts):
    """Return (part, file, number of the place) of all that can be broken."""
    found = []
    for part in parts:
        path = sources(house_of(part)) / house_of(part) / part
        for file in sorted(path.glob("*.py")) or [path.with_suffix(".py")]:
            if file.stem != "__init__":
                places_in = places(file.read_text("utf-8"), part == "checks")[1]
                found += [(part, file, k) for k in range(len(places_in))]
    return found


def draw(found, count, seed):
    """Return `count` of the candidates; of each file about as many, so that none is left out."""
    shuffled = random.Random(seed).sample(found, len(found))
    before = Counter()
    rank = {}
    for each in shuffled:
        rank[each] = before[each[1]]
        before[each[1]] += 1
    return sorted(sorted(shuffled, key=rank.get)[:count])


def main(count=150, seed=0, *parts):
    """Break `count` places and return how many went unnoticed."""
    os.chdir(ROOT)
    sys.dont_write_bytecode = True
    parts = parts or tuple(TESTS)
    survivors = 0
    drawn = draw(candidates(parts), int(count), int(seed))
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder) / "code"
        for house in HOUSES:
            left_out = shutil.ignore_patterns("__pycache__")
            shutil.copytree(sources(house), code, ignore=left_out, dirs_exist_ok=True)
        for part in parts:
            assert not killed(code, tests_of(part), ""), f"the tests of {part} fail unbroken"
        for part, file, number in drawn:
            tree, found = places(file.read_text("utf-8"), part == "checks")
            what = breaks(found[number])
            broken = code / file.relative_to(sources(house_of(part)))
            broken.write_text(ast.unparse(tree), "utf-8")
            tests, name = tests_of(part, file), file.relative_to(ROOT).as_posix()
            if not (killed(code, tests, name, FewExamples()) or killed(code, tests, name)):
                survivors += 1
                print(f"{name}:{found[number].lineno}: {what}", flush=True)
            else:
                print(".", end="", file=sys.stderr, flush=True)
            shutil.copy(file, broken)
    print(f"{count} broken, {survivors} unnoticed", flush=True)
    return survivors


if __name__ == "__main__":
    main(*sys.argv[1:])
