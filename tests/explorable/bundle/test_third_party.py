"""Packed modules import late what they do not need at once."""

import ast
import importlib.util
import sys
from types import ModuleType

import pytest
from explorable.bundle import archives


@pytest.fixture(scope="module")
def script():
    """The script that packs, which runs in Pyodide otherwise."""
    spec = importlib.util.spec_from_file_location(
        "third_party", archives.SCRIPTS / "third_party.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def namespace(script, monkeypatch):
    """Return a function that runs a module whose imports are late, and returns its names."""
    monkeypatch.setattr(script, "LATE", {"heavy"})
    heavy, part = ModuleType("heavy"), ModuleType("heavy.part")
    heavy.part, heavy.double, part.double = part, lambda x: 2 * x, lambda x: 2 * x
    monkeypatch.setitem(sys.modules, "heavy", heavy)
    monkeypatch.setitem(sys.modules, "heavy.part", part)

    def run(source):
        names = {}
        exec(compile(script.late(ast.parse(source)), "module", "exec"), names)
        return names

    return run


@pytest.mark.parametrize(
    "source",
    [
        "import heavy\ndef f(x): return heavy.double(x)",
        "import heavy as h\ndef f(x): return h.double(x)",
        "import heavy.part\ndef f(x): return heavy.part.double(x)",
        "from heavy import double\ndef f(x): return double(x)",
        "from heavy.part import double as twice\ndef f(x): return twice(x)",
        "from heavy import double\ndef f(x):\n def g(y): return double(y)\n return g(x)",
        "from heavy import double\ndef f(x): return [double(each) for each in [x]][0]",
        "from heavy import double\nclass C:\n def g(self, x): return double(x)\nf = C().g",
        "from heavy import double\nif True:\n def f(x): return double(x)",
    ],
)
def test_a_function_imports_what_it_needs(namespace, source):
    names = namespace(source)
    assert not {"heavy", "h", "double", "twice"} & names.keys()
    assert names["f"](2) == 4


@pytest.mark.parametrize(
    "source",
    [
        "from heavy import double\ny = double(2)",
        "from heavy import double\ndef f(y=double(2)): return y",
        "from heavy import double\ndef f(*, y=double(2)): return y",
        "from heavy import double\n@double\ndef f(): return double(2)",
        "from heavy import double\nclass C:\n y = double(2)\n def f(self): return double(2)",
        "from heavy import double\nf = lambda: double(2)",
    ],
)
def test_what_the_module_needs_itself_is_imported_at_once(namespace, monkeypatch, source):
    monkeypatch.setattr(sys.modules["heavy"], "double", lambda x: 4 if x == 2 else x)
    assert "double" in namespace(source)


def test_a_call_at_the_import_waits_with_it(namespace, monkeypatch):
    calls = []
    monkeypatch.setattr(sys.modules["heavy"], "settle", lambda: calls.append(1), raising=False)
    names = namespace("import heavy\nheavy.settle()\ndef f(x): return heavy.double(x)")
    assert not calls
    assert names["f"](2) == 4
    assert calls


def test_other_imports_stay(namespace):
    names = namespace("import json\ndef f(): return json")
    assert "json" in names


def test_an_edit_that_finds_nothing_is_an_error(script, tmp_path, monkeypatch):
    monkeypatch.setattr(script, "SITE", tmp_path)
    monkeypatch.setattr(script, "EDITS", {"module.py": ("then", "now")})
    module = tmp_path / "module.py"
    module.write_text("when = 'then'")
    code = script.compiled(module)
    assert b"now" in code and b"then" not in code
    module.write_text("when = 'never'")
    with pytest.raises(ValueError, match=r"module\.py must hold 'then'"):
        script.compiled(module)
