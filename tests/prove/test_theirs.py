"""ipywidgets' own tests of interaction, as they stand in its wheel, pass against ours."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_their_tests_pass(tmp_path):
    command = [sys.executable, "-m", "pytest", "-p", "plugged", "-p", "no:cacheprovider"]
    command += ["--pyargs", "ipywidgets.widgets.tests.test_interaction", "--rootdir", str(tmp_path)]
    command += ["-o", f"pythonpath={ROOT / 'tests' / 'support'}", "-n", "0", "-c", "/dev/null"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "37 passed" in done.stdout
