"""Code as Python takes it: of a session its prompts go, of a notebook what only Jupyter needs."""

import ast
import re

_PROMPT = re.compile(r"\s*(>>>|\.\.\.)(?: |$)")
_SETTING = re.compile(
    r"^([ \t]*)%(matplotlib|config|autoreload|(re)?load_ext autoreload|colors|pdb|xmode)\b.*",
    re.MULTILINE,
)
"""Magics that set what a page does by itself: half of all notebooks begin with one."""

_MEASURED = re.compile(
    r"\A\s*%%(time|prun)\b.*|(?P<before>^[ \t]*(?:[\w, ]+=\s*)?)%(time|prun)[ \t]+(?=\S)",
    re.MULTILINE,
)
"""Magics that run what stands behind them, and measure it."""

_CAPTURED = re.compile(r"\A(?P<above>\s*)%%capture\b[ \t]*(?P<line>.*)")

_BODY = re.compile(r"\A\s*%%(?P<name>\w+)[ \t]*(?P<line>.*)\n(?P<body>[\s\S]*)")
_SHOWN = {
    "html": "HTML",
    "HTML": "HTML",
    "latex": "Latex",
    "markdown": "Markdown",
    "svg": "SVG",
    "SVG": "SVG",
}
"""Magics that show what stands below them, and the class of `IPython.display` that does."""

_SHELL = {"run_line_magic": "%", "magic": "%", "run_cell_magic": "%%"}
"""Methods of ``get_ipython()`` that do what a magic does, as an exported notebook calls them."""

_PYLAB = re.compile(r"^([ \t]*)%pylab\b.*", re.MULTILINE)
_NAMES = "import matplotlib, numpy, pylab; from matplotlib import mlab, pyplot; from pylab import *"


def as_python(source: str) -> str:
    r"""Return a cell's code without prompts and without magics that mean nothing on a page.

    Each line keeps its number. ``%pylab`` is the imports that it makes; what ``%%time`` runs is
    run, what ``%%capture`` runs shows nothing, what ``%%html`` shows is shown, ``%%writefile``
    writes. So is what ``get_ipython().run_line_magic`` runs. Other magics stay, and are no Python.

    Examples
    --------
    >>> as_python("%matplotlib inline")
    'pass'
    >>> as_python("%%time\nx = 7")
    '\nx = 7'
    >>> as_python("x = (7\n%config)")
    'x = (7\n%config)'
    >>> as_python("get_ipython().run_line_magic('matplotlib', 'inline')")
    'pass'
    """
    source = without_prompts(source)
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return _without_magics(source)
    return _without_calls(source, tree) if "get_ipython" in source else source


def _without_magics(source: str) -> str:
    source = _PYLAB.sub(rf"\1{_NAMES}", _SETTING.sub(r"\1pass", source))
    return _MEASURED.sub(r"\g<before>", _CAPTURED.sub(_capture, _of_body(source)))


def _without_calls(source: str, tree: ast.Module) -> str:
    """Return code in which a call of a magic is what the magic is; others, which fail, stay."""
    lines = source.split("\n")
    for node in reversed([*ast.walk(tree)]):  # of a line the last first: columns stay right
        magic = _magic_of(node)
        python = _without_magics(magic)
        alone = "\n" not in python or len(tree.body) == 1  # each line keeps its number
        if isinstance(node, ast.Expr) and magic != python and alone:
            first, last = node.lineno - 1, node.end_lineno or node.lineno
            begins = lines[first].encode()[: node.col_offset].decode()
            ends = lines[last - 1].encode()[node.end_col_offset :].decode()
            lines[first:last] = [begins + python + ends, *[""] * (last - 1 - first)]
    return "\n".join(lines)


def _magic_of(node: ast.AST) -> str:
    """Return the magic that a line calls as a method, or nothing."""
    match node:
        case ast.Expr(ast.Call(ast.Attribute(ast.Call(ast.Name("get_ipython")), name), given, [])):
            values = [getattr(each, "value", None) for each in given]  # of constants
            texts = [each for each in values if isinstance(each, str)]
            if name in _SHELL and len(texts) == len(given):
                return _SHELL[name] + "\n".join([" ".join(texts[:2]), *texts[2:]])
    return ""


def _of_body(source: str) -> str:
    """Return the Python of a cell of which a magic shows or writes all that stands below it."""
    cell = _BODY.match(source)
    if cell and cell["name"] in _SHOWN:
        kind = _SHOWN[cell["name"]]
        return f"import IPython; display(IPython.display.{kind}({cell['body']!r}))"
    computed = cell and re.search("[{$]", cell["line"])  # of values that the kernel has
    if cell and cell["name"] in ("file", "writefile") and not computed:
        *options, name = cell["line"].split()
        mode = "a" if "-a" in options else "w"
        return f"with open({name!r}, {mode!r}) as file: file.write({cell['body']!r})"
    return source


def _capture(line: re.Match) -> str:
    """Return the Python of a line of ``%%capture``: it begins, and ends with the cell."""
    tokens = line["line"].split()
    options = ", ".join(repr(token) for token in tokens if token.startswith("-"))
    names = "".join(f"{token} = " for token in tokens if not token.startswith("-"))
    call = f"explorable.kernel.ipython.capture({options})"
    return f"{line['above']}import explorable.kernel.ipython; {names}{call}"


def without_prompts(source: str) -> str:
    r"""Return what a session was told, without its prompts and without what it answered.

    Each line keeps its number. Code that is no session is returned as it is: one begins with a
    prompt, and after an empty line so does it again.

    Examples
    --------
    >>> without_prompts(">>> 1 + 1\n2")
    '1 + 1\n'
    >>> without_prompts("1 + 1")
    '1 + 1'
    """
    lines = source.split("\n")
    firsts = [line for line, above in zip(lines, ["", *lines], strict=False) if not above.strip()]
    begins = [line.lstrip().startswith(">>>") for line in firsts if line.strip()]
    if not begins or not all(begins):
        return source
    return "\n".join(map(_entered, lines))


def _entered(line: str) -> str:
    prompt = _PROMPT.match(line)
    return line[prompt.end() :] if prompt else ""
