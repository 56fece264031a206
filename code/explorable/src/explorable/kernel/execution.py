"""A cell's code, run as a notebook runs it; what a page cannot do is said in a sentence."""

import ast
import inspect
import linecache
import re
from collections.abc import Callable
from importlib.util import find_spec
from traceback import walk_tb
from types import CodeType
from typing import Any, NoReturn

from explorable.picture.drawing import failure
from explorable.words import word

_MAGIC = re.compile(
    r"^\s*(?P<line>([\w, ]+=\s*)?(%%?[a-zA-Z]|!(?!=)).*?|\?{1,2}[\w.%]+|%?[\w.]+\?{1,2})\s*$",
    re.MULTILINE,
)
"""A ``%`` with a space behind it goes on with the line above; ``?`` asks for help."""
_INSTALL = re.compile(r"(%|!\s*)(pip|conda|mamba|uv)\b")
_INSTALLS = re.compile(r"""["'](pip|conda|mamba|uv)\b""")
_SHELL = re.compile(r"get_ipython|\.(run_(line|cell)(_magic)?|user_ns|getoutput)\b")
"""How a line asks IPython for what a page has not, where ``get_ipython()`` is nothing."""
_LOST = re.compile(r"(.+) not found\.?")
"""How NumPy says that there is no such file."""


async def execute(source: str, namespace: dict[str, Any], name: str = "<cell>") -> Any:
    """Run a cell and return the value of its last expression.

    Parameters
    ----------
    source : str
        Its code; ``await`` may stand at the top level.
    namespace : dict
        Where its names live.
    name : str
        Of the cell, in tracebacks.

    Returns
    -------
    object
        None also if there is no such expression, or if the cell ends with a semicolon.
    """
    lines = f"{source}\n".splitlines(keepends=True)  # as a kernel's: a figure is known by its code
    linecache.cache[name] = (len(source), None, lines, name)
    tree = ast.parse(source, name)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    await _evaluate(_compiled(tree, name, "exec"), namespace)
    if not isinstance(last, ast.Expr):
        return None
    value = await _evaluate(_compiled(ast.Expression(last.value), name, "eval"), namespace)
    return None if _is_suppressed(source, last) else value


def _compiled(tree: ast.Module | ast.Expression, name: str, mode: str) -> CodeType:
    return compile(tree, name, mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


async def _evaluate(code: CodeType, namespace: dict[str, Any]) -> Any:
    value = eval(code, namespace)
    return await value if code.co_flags & inspect.CO_COROUTINE else value


def _is_suppressed(source: str, last: ast.Expr) -> bool:
    """Whether a semicolon stands behind the last expression, comments aside."""
    line, *below = source.split("\n")[(last.end_lineno or 0) - 1 :]
    behind = line.encode()[last.end_col_offset :].decode()
    return "\n".join([behind, *below]).lstrip().startswith(";")


def explained(error: BaseException, source: str = "") -> dict:
    """Return what a page shows of an error: a sentence, and of a cell's its own frames.

    What the page ``lacks`` is named by its kind, for who builds the book.

    Examples
    --------
    >>> explained(ModuleNotFoundError("No module named 'polars'", name="polars"), "")["error"][:33]
    'There is no package polars on thi'
    """
    failed = failure(error)
    head, cell, rest = failed["details"].partition('  File "<cell')
    details = "Traceback (most recent call last):\n" + cell + rest if cell else head
    message = failed["error"]
    if isinstance(error, SyntaxError) and (error.filename or "").startswith("<cell"):
        message = word("line", line=error.lineno, error=message)
    lacks = lacking(error, source)
    return {"error": _advice(error, lacks) or message, "details": details, "lacks": lacks}


def lacking(error: BaseException, source: str = "") -> dict[str, str]:
    """Return what Jupyter has and a page has not, by its kind, if that is why it fails.

    The kinds are ``install`` and ``command``, lines of Jupyter's; ``package``, or a ``part`` of one
    that is there; ``file``; ``host``; ``input``, which is asked for; and ``own``, where the last
    line of it is explorable's.

    Examples
    --------
    >>> lacking(FileNotFoundError("data.csv not found."))
    {'file': 'data.csv'}
    """
    if isinstance(error, SyntaxError):
        magic = _MAGIC.search(source)
        return _command(magic["line"], _INSTALL.match) if magic else {}
    if isinstance(error, AttributeError) and error.obj is None:
        line = _line(error)
        return _command(line, _INSTALLS.search) if _SHELL.search(line) else {}
    if isinstance(error, ImportError):
        name = error.name or ""
        package = name.partition(".")[0]
        if isinstance(error, ModuleNotFoundError) and package and not find_spec(package):
            return {"package": package}
        return {"part": name} if name else {}
    if isinstance(error, FileNotFoundError):
        lost = _LOST.fullmatch(str(error))
        file = error.filename or (lost and lost[1])
        return {"file": str(file)} if file else {}
    if type(error).__module__ == "urllib.error":  # which a page imports only if a cell does
        return {"host": str(error)}
    frames = [frame for frame, _ in walk_tb(error.__traceback__)]
    if frames and frames[-1].f_code is cannot_ask.__code__:
        return {"input": ""}
    is_ours = frames and frames[-1].f_globals.get("__name__", "").startswith("explorable.")
    return {"own": ""} if is_ours else {}


def _command(line: str, installs: Callable[[str], Any]) -> dict[str, str]:
    """Return what a line of Jupyter's does."""
    return {"install" if installs(line) else "command": line}


def _line(error: BaseException) -> str:
    """Return the line of a cell at which it failed, or nothing."""
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    return linecache.getline(*frames[-1]).strip() if frames and frames[-1][1] else ""


def _advice(error: BaseException, lacks: dict[str, str]) -> str | None:
    """Return what to do if the error comes of what Jupyter has and a page has not."""
    elsewhere = word("elsewhere")
    match lacks:
        case {"install": _}:
            return word("noInstall", elsewhere=elsewhere)
        case {"command": command}:
            return word("noCommand", command=repr(command), elsewhere=elsewhere)
        case {"package": package}:
            return word("noPackage", package=package, elsewhere=elsewhere)
        case {"host": _}:
            return word("noHost", elsewhere=elsewhere)
    return word("exited") if isinstance(error, SystemExit) else None


def cannot_ask(prompt: object = "") -> NoReturn:
    """Stand in for ``input``."""
    raise RuntimeError(word("noInput"))
