"""Magics that only Jupyter needs, and what they run, show or write all the same."""

import pytest
from explorable.kernel.prompts import as_python

CAPTURE = "import explorable.kernel.ipython; "
CAPTURED = "explorable.kernel.ipython.capture"
MAGIC = "get_ipython().run_line_magic"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("%%time\nbase = 7", "\nbase = 7"),
        (
            "\n%%capture out --no-stderr\nx = 1",
            f"\n{CAPTURE}out = {CAPTURED}('--no-stderr')\nx = 1",
        ),
        ("%%capture\nx = 1", f"{CAPTURE}{CAPTURED}()\nx = 1"),
        ("a, b = %time f(x)", "a, b = f(x)"),
        ("%%writefile {name}.py\nx", "%%writefile {name}.py\nx"),
        ("%time y = 3", "y = 3"),
        ("if 1:\n    %time z = 2", "if 1:\n    z = 2"),
        ("%%html\n<b>1</b>", "import IPython; display(IPython.display.HTML('<b>1</b>'))"),
        ("%%writefile -a a.py\nx", "with open('a.py', 'a') as file: file.write('x')"),
        ("%timeit f(x)", "%timeit f(x)"),
        ("%%bash\nls", "%%bash\nls"),
        ("get_ipython().run_line_magic('matplotlib', 'inline')", "pass"),
        ("if 1:\n    get_ipython().magic('time f(x)'); y = 1", "if 1:\n    f(x); y = 1"),
        (f"{MAGIC}('time', 'x = 1'); {MAGIC}(\n'time', 'y')\nz", "x = 1; y\n\nz"),
        ("get_ipython().run_cell_magic('time', '', 'x = 1\\ny\\n')", "\nx = 1\ny\n"),
        (f"{MAGIC}('timeit', 'f(x)')", f"{MAGIC}('timeit', 'f(x)')"),
        (f"{MAGIC}('time', code)", f"{MAGIC}('time', code)"),
        ("s = '''\n%%time\n'''", "s = '''\n%%time\n'''"),
    ],
)
def test_a_magic_is_what_it_runs_shows_or_writes(source, code):
    assert as_python(source) == code
