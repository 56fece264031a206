"""The folders keep what they promise."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_unit_tests_need_no_browser():
    script = (
        "import sys; sys.modules['playwright'] = sys.modules['playwright.sync_api'] = None\n"
        "import pytest; only = ['--collect-only', '--assert=plain', '-pno:nbval', '-qq']\n"
        "sys.exit(pytest.main([*only, 'tests/unit/descent']))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout
