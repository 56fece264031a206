"""Code as Python takes it: of a session its prompts go, of a notebook what only Jupyter needs."""

import ast
import re

_PROMPT = re.compile(r"\s*(>>>|\.\.\.)(?: |$)")
_SETTING = re.compile(
    r"^([ \t]*)%(matplotlib|config|autoreload|(re)?load_ext autoreload|colors|pdb|xmode)\b.*",
    re.MULTILINE,
)
"""Magics that set what a page does by itself: half of all notebooks begin with one."""

_PYLAB = re.compile(r"^([ \t]*)%pylab\b.*", re.MULTILINE)
_NAMES = "import matplotlib, numpy, pylab; from matplotlib import mlab, pyplot; from pylab import *"


def as_python(source: str) -> str:
    r"""Return a cell's code without prompts and without magics that mean nothing on a page.

    Each line keeps its number. ``%pylab`` is the imports that it makes. Other magics stay, and are
    no Python.

    Examples
    --------
    >>> as_python("%matplotlib inline")
    'pass'
    >>> as_python("x = (7\n%config)")
    'x = (7\n%config)'
    """
    source = without_prompts(source)
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return _PYLAB.sub(rf"\1{_NAMES}", _SETTING.sub(r"\1pass", source))
    return source


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
