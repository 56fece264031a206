"""The benchmark in JupyterLab runs through."""

import re

from benchmarking import output


def test_the_explorer_and_plain_interact_are_timed():
    printed = output("latency")
    assert re.search(r"explorer \d+ ms, plain interact \d+ ms:\n\d+\.\d x", printed)
