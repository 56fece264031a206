"""Modules compiled by the Python that will run them, as the scripts in ``pyodide`` pack them."""

import importlib.util
import marshal


def compiled(source: str | bytes, name: str, optimize: int = 2) -> bytes:
    """Return a module ready to run, under a header that lets Python load it without its source.

    Parameters
    ----------
    source : str or bytes
    name : str
        The module's file, as a traceback should name it.
    optimize : int
        As for `compile`: from 2 on docstrings stay at home.
    """
    code = compile(source, name, "exec", dont_inherit=True, optimize=optimize)
    unchecked = (1).to_bytes(4, "little") + bytes(8)
    return importlib.util.MAGIC_NUMBER + unchecked + marshal.dumps(code)
