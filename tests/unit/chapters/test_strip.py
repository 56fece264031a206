"""The strip at each chapter's head: its numbers, its stems, and where it leads."""

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

from tools import strip as draw

ROOT = Path(__file__).parents[3]
SCORES = photos.SCORES[0]
SVG = "{http://www.w3.org/2000/svg}"
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
    return ElementTree.fromstring(re.sub("(<img[^>]*)>", r"\1/>", html))


def numbers(nav):
    """Return the numbers that each picture is described by."""
    said = [picture.get("alt").replace("−", "-") for picture in nav.iter("img")]
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


STEMS = ["scores", "probabilities", "gradient", "step"]


@pytest.mark.parametrize("name", STEMS)
def test_stems_are_as_long_as_what_is_said_of_them(nav, name):
    drawn = ElementTree.parse(ROOT / "chapters" / strip.PICTURE)
    groups = [g for g in drawn.iter(f"{SVG}g") if "LineCollection" in g.get("id", "")]
    stems = [
        re.findall(r"-?[\d.]+", path.get("d"))
        for path in groups[STEMS.index(name)].iter(f"{SVG}path")
    ]
    said = np.array(numbers(nav)[list(strip.PARTS).index(name)])
    lengths = [float(stem[1]) - float(stem[3]) for stem in stems]
    expected = said - SCORES if name == "step" else said
    scale = lengths[1] / expected[1]
    assert scale > 0
    np.testing.assert_allclose(lengths, scale * expected, atol=0.3)


def test_each_class_has_a_color_and_a_shape_of_its_own():
    figure = draw.strip()
    marks = [line for line in figure.axes[0].lines if line.get_marker() != "None"]
    assert [(each.get_color(), each.get_marker()) for each in marks] == [
        (each.color, each.marker) for each in CLASSES
    ]


def test_what_is_lit_is_said_and_each_part_leads_to_its_section(nav):
    assert nav.get("aria-label") == "The course in one picture"
    links = list(nav.iter("a"))
    names = ["".join(link.itertext()) for link in links]
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
