"""Every explorer, with every frame that is baked for it, and in every process."""

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from itertools import islice

import numpy as np
import pytest
from descent.explorers import catalogue
from pages import frames_fit

from tools.picture_sums import captions_and_moments

EXPLORERS = sorted(catalogue().items())
spiral_mlp = import_module("descent.explorers.networks.spiral_mlp")
each = pytest.mark.parametrize("made", [e for _, e in EXPLORERS], ids=[n for n, _ in EXPLORERS])


@each
def test_a_minus_is_a_minus(made):
    """As on Matplotlib's axes, in the caption and in the picture, at each end and preset."""
    pictures = [made.render(**values) for values in ({}, *made.presets.values())]
    texts = [caption for caption, _ in captions_and_moments(made).values()] + re.findall(
        r">([^<>]+)</text>", "".join(map(str, pictures))
    )
    assert not [text for text in texts if re.search(r"(?<![\w.)\]-])-(?=[\d.∞])", text)]


@each
def test_the_frames_of_every_explorer_fit(made):
    frames_fit(made)


def run_python(script, **environment):
    command = [sys.executable, "-c", script]
    env = os.environ | environment
    return subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout


PAGES = (
    "import json; from descent.explorers import catalogue;"
    "print(json.dumps({name: e.html() for name, e in catalogue().items()}))"
)


UNDRAWN = """
from explorable.picture.svg import Picture
def draw(picture, words):
    for axes in picture.figure.axes:
        axes.apply_aspect()
    return ""
Picture.draw = draw
"""


@pytest.fixture(scope="module")
def alone():
    """What pages have of all explorers where the package has only NumPy and Matplotlib."""
    lacks = "import sys; sys.modules |= dict.fromkeys(['ipywidgets', 'anywidget', 'traitlets']);"
    return json.loads(run_python(lacks + PAGES, PYTHONHASHSEED="1"))


def test_pictures_are_the_same_in_every_process(alone):
    assert {name: made.html() for name, made in EXPLORERS} == alone


def test_what_is_read_is_the_same_on_other_processors(alone):
    kernels = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    older = {"OPENBLAS_CORETYPE": "Prescott", "NPY_DISABLE_CPU_FEATURES": " ".join(kernels)}
    assert read(json.loads(run_python(UNDRAWN + PAGES, **older))) == read(alone)


def read(pages):
    return [re.sub("(?s)<svg.*?</svg>", "", page) for page in pages.values()]


def test_the_package_and_its_explorers_need_numpy_and_matplotlib_alone(alone):
    assert alone.keys() == catalogue().keys()
    assert all("<svg" in page for page in alone.values())


def test_the_fewest_units_that_part_the_arms_from_every_start_are_those_to_be_guessed():
    def score(units, start):
        models = spiral_mlp.training(spiral_mlp.WIDTHS[units], start, 0.03)
        return next(islice(models, 450, None)).score(*spiral_mlp.DATA)

    predict = catalogue()["spiral_mlp"].predict
    worst = {units: min(score(units, each) for each in range(1, 9)) for units in predict.options}
    assert next(units for units in predict.options if worst[units] > 0.9) == predict.truth({})
    assert worst["5"] < 0.7 and worst["10"] > 0.95
