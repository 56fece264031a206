"""The strip at each chapter's head: its numbers, its marks, and where it leads."""

import re
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pytest
from _ext import strip
from descent.datasets import photos
from descent.plotting import CLASSES
from scipy import special
from sphinx.errors import ExtensionError

ROOT = Path(__file__).parents[3]
SCORES = photos.SCORES[0]
SECTIONS = {
    "a2-scores": "chapters/01-scores-and-margins",
    "c1-softmax": "chapters/03-softmax",
    "d3-loss": "chapters/04-cross-entropy",
    "d4-gradient": "chapters/04-cross-entropy",
    "e1-taylor": "chapters/05-gradient-descent",
}


def app(sections=SECTIONS):
    """Return what of Sphinx the strip asks: labels, and the way from a page to another."""
    labels = {label: (page, label.replace("-", ""), "") for label, page in sections.items()}
    domain = SimpleNamespace(anonlabels=labels)

    def uri(page, target):
        return "" if page == target else f"{target.rpartition('/')[2]}.html"

    return SimpleNamespace(
        env=SimpleNamespace(get_domain=lambda _name: domain),
        builder=SimpleNamespace(get_relative_uri=uri),
    )


@pytest.fixture
def nav():
    html = strip.strip(app(), "chapters/04-cross-entropy", ["loss", "gradient"])
    return ElementTree.fromstring(html)


def numbers(nav):
    """Return the numbers that each picture is described by."""
    said = [picture.get("aria-label").replace("−", "-") for picture in nav.iter("svg")]
    return [[float(n) for n in re.findall(r"-?\d+\.\d+", words)] for words in said]


def test_the_strip_says_the_numbers_of_the_cat_s_photo(nav):
    p = special.softmax(SCORES)
    gradient = p - [1, 0, 0]
    scores, probabilities, loss, slopes, step = numbers(nav)
    assert scores == [3.2, 5.1, -1.7] == SCORES.tolist()
    np.testing.assert_allclose(probabilities, p, atol=0.005)
    np.testing.assert_allclose(loss, [p[0], -np.log(p[0])], atol=0.005)
    np.testing.assert_allclose(slopes, gradient, atol=0.005)
    np.testing.assert_allclose(step, SCORES - 4 * gradient, atol=0.05)
    assert np.argmax(scores) == 1 and np.argmax(step) == 0


@pytest.mark.parametrize("part", [0, 1, 3], ids=["scores", "probabilities", "gradient"])
def test_stems_are_as_long_as_their_numbers(nav, part):
    stems = []
    for path in list(nav.iter("svg"))[part].iter("path"):
        found = re.fullmatch(r"M\d+ ([\d.]+)V([\d.]+)", path.get("d"))
        if found:
            stems.append((path.get("stroke"), float(found[1]) - float(found[2])))
    assert [color for color, _ in stems] == [c.color for c in CLASSES]
    lengths, values = np.array([length for _, length in stems]), np.array(numbers(nav)[part])
    scale = lengths[1] / values[1]
    assert scale > 0
    np.testing.assert_allclose(lengths, scale * values, atol=0.2)


def test_each_class_has_a_shape_of_its_own(nav):
    picture = next(nav.iter("svg"))
    marks = [path.get("d") for path in picture.iter("path") if path.get("fill")]
    assert len({re.sub(r"[\d. -]+", "", mark) for mark in marks}) == 3


def test_what_is_lit_is_said_and_each_part_leads_to_its_section(nav):
    assert nav.get("aria-label") == "The course in one picture"
    links = list(nav.iter("a"))
    names = ["".join(link.itertext()).split(link.find("svg/title").text)[-1] for link in links]
    assert names == ["scores", "probabilities", "loss", "gradient", "step"]
    lit = [name for name, link in zip(names, links, strict=True) if link.get("aria-current")]
    assert lit == ["loss", "gradient"]
    assert [link.get("href") for link in links] == [
        "01-scores-and-margins.html#a2scores",
        "03-softmax.html#c1softmax",
        "#d3loss",
        "#d4gradient",
        "05-gradient-descent.html#e1taylor",
    ]


@pytest.mark.parametrize("lit", [[], ["losses"], ["loss", "hinge"]])
def test_a_chapter_lights_one_part_or_more_that_exist(lit):
    with pytest.raises(ExtensionError, match=r"course\.yml: chapters/x lights"):
        strip.strip(app(), "chapters/x", lit)


def test_a_section_that_no_chapter_has_is_an_error():
    without = {label: page for label, page in SECTIONS.items() if label != "d4-gradient"}
    with pytest.raises(ExtensionError, match="leads to d4-gradient, which no chapter has"):
        strip.strip(app(without), "chapters/x", ["step"])
