"""The messages of Python: texts that a reader may see, and a notebook's comments.

Which they are is told by their places. Texts of an f-string stand with its ``{placeholders}``.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate

from tools.translation import literals
from tools.translation.literals import Text, text_of
from tools.translation.pieces import Piece

WIDTH = 99
CELL_WIDTH = 72

NO_WORDS = {
    "along", "arrowstyle", "aspect", "axis", "c", "cmap", "code", "color", "dtype", "edgecolor",
    "facecolor", "fillstyle", "fontweight", "format", "ha", "indexing", "interpolation", "kind",
    "linestyle", "loc", "marker", "markeredgecolor", "markerfacecolor", "mode", "origin", "prints",
    "reduction", "rotation_mode", "see", "va", "weight", "which", "x", "y",
}  # fmt: skip
"""Arguments whose texts no reader sees: they name something, or are code."""

_WORD = re.compile(r"[^\W\d_]{2}")
_NO_WORD = re.compile(r"<|#|__\w+__$|co_")
"""How texts begin that are markup, a color, or Python's own names."""
_FORMULA = re.compile(r"\$[^$]*\$")
_COMMENT = re.compile(r"# (?!fmt:|noqa|type:)(.*)")


def messages(source: str, *, cell: bool = False) -> Iterator[Piece]:
    """Yield what a reader may see of a module, or of a notebook's cell: then its comments, too.

    Examples
    --------
    >>> source = 'axes.set(title=f"after {n} steps", color="red")  # one of many'
    >>> [piece.text for piece in messages(source, cell=True)]
    ['after {n} steps', 'one of many']
    """
    at = _places(source)
    for node, *above in _with_above(ast.parse(source), ()):
        if isinstance(node, ast.FunctionDef) and (title := _title(node)):
            start = at(title.lineno, title.col_offset) + len('"""')
            text = str(title.value).partition("\n\n")[0].rstrip()
            yield Piece(start, start + len(text), text)
        elif isinstance(node, ast.Constant | ast.JoinedStr) and _is_shown(node, above):
            start, end = (at(line or 0, byte or 0) for line, byte in _ends(node))
            width = CELL_WIDTH if cell else WIDTH
            column = start - source.rfind("\n", 0, start) - 1
            yield Piece(start, end, text_of(node), partial(literals.write, node, column, width))
    if cell:
        yield from _comments(source, at)


def marked(source: str) -> Iterator[str]:
    """Yield what is marked by ``_("...")``, or by ``N_("...")`` to be translated later.

    Examples
    --------
    >>> list(marked("_('needs'), N_('loss'), _(name), print('no')"))
    ['needs', 'loss']
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "N_"):
            yield from (each.value for each in node.args if _is_text(each))  # type: ignore[attr-defined]


def _places(source: str) -> Callable[[int, int], int]:
    """Return what tells where a line's byte stands among the characters of a source."""
    lines = source.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    return lambda line, byte: starts[line - 1] + len(lines[line - 1].encode()[:byte].decode())


def _ends(node: Text) -> tuple[tuple[int | None, int | None], ...]:
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def _with_above(node: ast.AST, above: tuple[ast.AST, ...]) -> Iterator[tuple[ast.AST, ...]]:
    """Yield each node with those it stands in, the nearest first; an f-string is one."""
    yield node, *above
    if not isinstance(node, ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            yield from _with_above(child, (node, *above))


def _title(function: ast.FunctionDef) -> ast.Constant | None:
    """Return the docstring of an explorer: it begins with the explorer's title."""
    made_by = {ast.unparse(each).partition("(")[0] for each in function.decorator_list}
    first = function.body[0]
    found = first.value if isinstance(first, ast.Expr) and "explorer" in made_by else None
    return found if isinstance(found, ast.Constant) and _is_text(found) else None


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_shown(node: Text, above: list[ast.AST]) -> bool:
    """Whether a reader may see a text: not if it names something in the code, or is documentation.

    What an exception says stays English too, but for a judge's verdict.
    """
    nearest = above[0]
    if not _has_words(node) or isinstance(nearest, ast.Expr | ast.Subscript | ast.MatchValue):
        return False
    if isinstance(nearest, ast.keyword):
        return nearest.arg not in NO_WORDS
    if isinstance(nearest, ast.Dict):
        return _is_shown_in(nearest, node, above[1])
    raised = next((each.exc for each in above if isinstance(each, ast.Raise)), None)
    return raised is None or "Wrong" in ast.unparse(raised)


def _has_words(node: Text) -> bool:
    """Whether there are words outside of placeholders and formulas."""
    if not (_is_text(node) or isinstance(node, ast.JoinedStr)):
        return False
    said = text_of(node)
    said = literals.FIELD.sub("", said) if isinstance(node, ast.JoinedStr) else said
    return not _NO_WORD.match(said) and bool(_WORD.search(_FORMULA.sub("", said)))


def _is_shown_in(table: ast.Dict, node: Text, above: ast.AST) -> bool:
    """Whether a key or a value of a table is seen; a key that might be a name is of presets."""
    if node in table.keys:
        of_presets = isinstance(above, ast.keyword) and above.arg == "presets"
        return of_presets or not text_of(node).isidentifier()
    key = table.keys[table.values.index(node)]
    return not (isinstance(key, ast.Constant) and key.value in NO_WORDS)


def _comments(source: str, at: Callable[[int, int], int]) -> Iterator[Piece]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        found = _COMMENT.fullmatch(token.string) if token.type == tokenize.COMMENT else None
        if found and _WORD.search(found[1]):
            start = at(token.start[0], 0) + token.start[1] + found.start(1)
            yield Piece(start, start + len(found[1]), found[1])
