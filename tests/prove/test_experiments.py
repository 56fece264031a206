"""All runs of the notebooks' experiments, made again, are what is stored."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from descent.experiments import differing, distance, load_record

from tools.experiments import has_experiments, made_in_full

CHAPTERS = Path(__file__).parents[2] / "chapters"
NOTEBOOKS = [
    path
    for path in sorted(CHAPTERS.glob("*.ipynb"))
    if has_experiments(nbformat.read(path, as_version=4))
]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_all_runs_made_again_are_what_is_stored(path):
    """In the median of an experiment's runs: in some, large steps amplify rounding."""
    for name, made in made_in_full(path).items():
        stored = load_record(name)
        assert not differing((stored.sources, stored.settings), (made.sources, made.settings))
        assert made.runs == stored.runs
        assert made.results.keys() == stored.results.keys()
        for part, results in made.results.items():
            apart = map(distance, results, stored.results[part])
            assert np.median(list(apart)) <= stored.tolerance, (name, part)
