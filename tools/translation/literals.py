"""Texts in Python as messages, and messages as Python."""

import ast
import re
from typing import TypeAlias

Text: TypeAlias = ast.Constant | ast.JoinedStr

FIELD = re.compile(r"(\{\{|\}\}|\{(?:[^{}]|\{[^{}]*\})*\})")
"""A placeholder of an f-string, or a brace that is doubled."""
_WORD = re.compile(r"\S+\s*|\s+")
_WORD_OF_F = re.compile(rf"(?:{FIELD.pattern}|[^\s{{}}])+\s*|\s+")


def text_of(node: Text) -> str:
    """Return a text, of an f-string with its placeholders.

    Examples
    --------
    >>> text_of(ast.parse('f"{{a}} {b:.{c}f}"', mode="eval").body)
    '{{a}} {b:.{c}f}'
    """
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(map(_part, node.values))


def _part(part: ast.expr) -> str:
    if not isinstance(part, ast.FormattedValue):
        return ast.literal_eval(part).replace("{", "{{").replace("}", "}}")
    conversion = f"!{chr(part.conversion)}" if part.conversion > 0 else ""
    spec = part.format_spec
    form = f":{text_of(spec)}" if isinstance(spec, ast.JoinedStr) else ""
    return f"{{{ast.unparse(part.value)}{conversion}{form}}}"


def write(node: Text, column: int, width: int, said: str) -> str:
    """Return Python for what is said in the place of a text, in lines of this width.

    Parameters
    ----------
    node : ast.Constant or ast.JoinedStr
    column : int
        Where it begins in its line.
    width : int
    said : str

    Examples
    --------
    >>> print(write(ast.parse('f"{a}"', mode="eval").body, 4, 22, "ein a namens {a + 1}"))
    (f"ein a namens "
         f"{a + 1}")
    """
    is_f = isinstance(node, ast.JoinedStr)
    if len(written := _quoted(said, is_f)) <= width - column - 2:
        return written
    in_brackets = node.lineno != node.end_lineno
    inset = column if in_brackets else column + 1
    lines = [_quoted(line, is_f) for line in _lines(said, width - inset - 5, is_f)]
    text = ("\n" + " " * inset).join(lines)
    return text if in_brackets else f"({text})"


def _quoted(text: str, is_f: bool) -> str:
    r"""Return Python for a text.

    Examples
    --------
    >>> print(_quoted('a "b" {c["d"]} {{e}}', is_f=True), _quoted("x\n", is_f=False))
    f"a \"b\" {c['d']} {{e}}" "x\n"
    """
    parts = FIELD.split(text) if is_f else [text]
    escaped = (
        part.replace('"', "'") if i % 2 else part.replace("\\", r"\\").replace('"', r"\"")
        for i, part in enumerate(parts)
    )
    return f'{"f" * is_f}"{"".join(escaped)}"'.replace("\n", r"\n")


def _lines(text: str, room: int, is_f: bool) -> list[str]:
    """Return a text in pieces that fit into the room, none cut within a placeholder."""
    words = (_WORD_OF_F if is_f else _WORD).finditer(text)
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1] + word[0].rstrip()) > room:
            lines.append("")
        lines[-1] += word[0]
    return lines
