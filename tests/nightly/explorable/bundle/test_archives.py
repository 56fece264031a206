"""A script that runs in Pyodide, as a build runs it."""

import subprocess
from pathlib import Path

import pytest
from explorable.bundle import archives, vendor

ROOT = Path(__file__).parents[4]


def test_a_script_may_end_with_a_coroutine_and_one_that_fails_is_an_error(tmp_path):
    script, pyodide = tmp_path / "script.py", vendor.pyodide(ROOT / ".cache")
    script.write_text("async def main():\n    open('/out/done', 'w').close()\n\nmain()")
    archives.in_pyodide(pyodide, script, mounts={"/out": str(tmp_path)})
    assert (tmp_path / "done").exists()
    script.write_text("raise SystemExit(3)")
    with pytest.raises(subprocess.CalledProcessError, match="exit status 3"):
        archives.in_pyodide(pyodide, script)
