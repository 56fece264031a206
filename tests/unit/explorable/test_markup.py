import json
import re
from dataclasses import replace

import numpy as np
import pytest
from explorable import Handle, Slider
from explorable.interaction.figure import Interaction
from pages import Reader, reads_without_script


@pytest.mark.parametrize("name", ["bars", "sketch", "descend"])
def test_the_page_reads_without_any_script(request, name):
    made = request.getfixturevalue(name)
    reads_without_script(made, made.html())


def test_the_spec_travels_as_data(bars):
    spec = spec_of(bars.html(height=2.0))
    assert spec["values"] == {"height": 2.0, "epoch": 0, "mark": "dot", "shown": True}
    assert spec["start"]["height"] == 1.0
    assert spec["presets"] == {"upside down": {"height": -2.0}}
    assert spec["handles"] == [{"x": 0, "y": "height", "label": "top of the bar"}]


def test_every_control_has_a_label_and_its_value(bars):
    page = Reader(bars.html(height=2.0, shown=False, mark="square"))
    boxes = [a for a in page.named("input") if "data-for" in a]
    sliders = [a for a in page.named("input") if a.get("type") == "range"]
    assert [(a["name"], a["value"]) for a in sliders] == [("epoch", "0"), ("height", "2.0")]
    assert "height h" in page.text
    (box,) = [a for a in page.named("input") if a.get("type") == "checkbox"]
    assert "checked" not in box
    assert "selected" in dict(page.named("option")[-1])
    assert len(boxes) == 2 and all("aria-label" in a for a in boxes)


def spec_of(html):
    (data,) = re.findall(r'<script type="application/json">(.*?)</script>', html, re.S)
    assert "<" not in data
    return json.loads(data)


def seen_at_once(html):
    """Return the names of the controls and the presets of an explorer that no fold hides."""
    open_part = re.sub(r"<details.*?</details>", "", html, flags=re.S)
    return re.findall(r'\bname="(\w+)"', open_part), re.findall(r'data-preset="(.*?)"', open_part)


def test_two_controls_are_seen_at_once_and_what_a_handle_moves_waits(bars):
    html = bars.html()
    assert seen_at_once(html)[0] == ["epoch", "mark"]
    assert 'name="height"' in html and 'name="shown"' in html
    assert seen_at_once(replace(bars, handles=()).html())[0] == ["height", "epoch"]
    # Time is played where it is seen, even if a handle moves it.
    moved = replace(bars, handles=(Handle(x="epoch", y="height", axes=1),))
    assert seen_at_once(moved.html())[0] == ["epoch", "mark"]


def test_the_start_is_the_first_preset_and_of_many_three_are_seen(sketch):
    html = sketch.html()
    assert seen_at_once(html)[1] == ["", "a corner"] and ">Reset</button>" in html
    begun = {f"{n} cells": {"drawing": np.arange(20).reshape(4, 5) < n} for n in range(5)}
    four = {name: begun[name] for name in list(begun)[1:]}
    named = replace(sketch, presets=four | {"blank": {"drawing": ""}})
    assert seen_at_once(named.html())[1] == ["blank", "1 cells", "2 cells"]
    assert '"4 cells"' in named.html() and ">Reset</button>" not in named.html()
    three = replace(sketch, presets=dict(list(four.items())[:3]))
    assert len(seen_at_once(three.html())[1]) == 4, "a fold of one saves nothing"


def test_of_a_function_all_is_seen_and_no_chip_stands_for_what_it_starts_with():
    controls = {name: Slider(0, 9, 1) for name in "abcd"}
    function = Interaction(lambda **given: None, controls, {}, "", {}, (), (6, 3), manual="Go")
    assert seen_at_once(function.html()) == (list("abcd"), [])
    assert ">Go</button>" in function.html()


def test_text_is_escaped(bars):
    bars.draw.__doc__ = "a<b"
    html = replace(bars, question="Is 1 < 2 & </script>?").html()
    assert "Is 1 &lt; 2 &amp; &lt;/script&gt;?" in html
    assert html.count("</script>") == 1


@pytest.mark.parametrize("title", ["<!-- <script>", "</script>", "a < b", r"\\u003c"])
def test_no_title_breaks_the_spec(bars, title):
    bars.draw.__doc__ = title
    assert spec_of(bars.html())["title"] == title


def test_a_drawing_is_seen_without_any_script(sketch):
    html = sketch.html(drawing="00ff")
    page = Reader(html)
    (hidden,) = [a for a in page.named("input") if a["type"] == "hidden"]
    assert (hidden["name"], hidden["value"]) == ("drawing", "00ff")
    pad = page.named("svg")[1]
    assert (pad["viewbox"], pad["role"], pad["aria-label"]) == ("0 0 5 4", "img", "your drawing")
    assert '<path fill-opacity="1.000" d="M1 0h1v1h-1z"/></g></svg>' in html
    assert page.named("button")[0]["aria-pressed"] == "false"


def test_a_stream_alone_can_be_run_and_shows_its_end_and_how_many_pictures_it_took(bars, descend):
    html = descend.html(rate=0.25)
    assert spec_of(html)["pictures"] == 5
    assert "step 5 of 5: 0.031" in Reader(html).text
    assert '<button type="button" data-do="run">Run</button>' in html
    assert "explorable-run" not in bars.html() and '"pictures"' not in bars.html()
