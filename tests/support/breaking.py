"""Programs with one place broken: a constant, an operator, a comparison or a sign."""

import ast

SWAPS = {
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult},
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.And: ast.Or},
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Or: ast.And},
}
TURNED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
"""At a bound like 0.006 or 1 + 1e-9, which no number hits: there < and <= are the same."""
NAMES = {"max": "min", "min": "max", "maximum": "minimum", "minimum": "maximum", "sum": "mean"}


class Places(ast.NodeVisitor):
    """The places of a module that can be broken; words for the reader are none."""

    def __init__(self) -> None:
        self.found = []

    def visit(self, node):
        if isinstance(node, ast.Raise | ast.JoinedStr | ast.ImportFrom | ast.Import):
            return
        if _is_a_guard(node):
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


def places(source):
    """Return the module's tree and what can be broken in it."""
    visitor, tree = Places(), ast.parse(source)
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
