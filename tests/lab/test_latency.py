"""The benchmark in JupyterLab runs through."""

import re

import pytest
from benchmarking import SPREAD, results


@pytest.mark.sample(8, of="benchmarks/")
def test_the_explorer_and_plain_interact_are_timed(tmp_path):
    (times,) = results(tmp_path, "latency")["latency"].values()
    assert all(re.fullmatch(SPREAD, each) for each in times)
