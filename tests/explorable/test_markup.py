import json
import re
from dataclasses import replace

import pytest
from pages import Reader, reads_without_script


@pytest.mark.parametrize("name", ["bars", "sketch", "descend"])
def test_the_page_reads_without_any_script(request, name):
    reads_without_script(request.getfixturevalue(name))


def test_the_spec_travels_as_data(bars):
    html = bars.html(height=2.0)
    (data,) = re.findall(r'<script type="application/json">(.*?)</script>', html, re.S)
    spec = json.loads(data)
    assert spec["values"] == {"height": 2.0, "epoch": 0, "mark": "dot", "shown": True}
    assert spec["start"]["height"] == 1.0
    assert spec["presets"] == {"upside down": {"height": -2.0}}
    assert spec["handles"] == [{"x": 0, "y": "height", "label": "top of the bar"}]


def test_every_control_has_a_label_and_its_value(bars):
    page = Reader(bars.html(height=2.0, shown=False, mark="square"))
    sliders = [a for a in page.named("input") if a["type"] == "range"]
    assert [(a["name"], a["value"]) for a in sliders] == [("height", "2.0"), ("epoch", "0")]
    assert "height h" in page.text
    (box,) = [a for a in page.named("input") if a["type"] == "checkbox"]
    assert "checked" not in box
    assert "selected" in dict(page.named("option")[-1])
    assert all("aria-label" in a for a in page.named("input") if a["type"] == "number")


def test_text_is_escaped(bars):
    bars.draw.__doc__ = "a<b"
    html = replace(bars, question="Is 1 < 2 & </script>?").html()
    assert "Is 1 &lt; 2 &amp; &lt;/script&gt;?" in html
    assert html.count("</script>") == 1


@pytest.mark.parametrize("title", ["<!-- <script>", "</script>", "a < b", r"\\u003c"])
def test_no_title_breaks_the_spec(bars, title):
    bars.draw.__doc__ = title
    (data,) = re.findall(r'<script type="application/json">(.*?)</script>', bars.html(), re.S)
    assert "<" not in data
    assert json.loads(data)["title"] == title


def test_a_drawing_is_seen_without_any_script(sketch):
    html = sketch.html(drawing="00ff")
    page = Reader(html)
    (hidden,) = [a for a in page.named("input") if a["type"] == "hidden"]
    assert (hidden["name"], hidden["value"]) == ("drawing", "00ff")
    pad = page.named("svg")[1]
    assert (pad["viewbox"], pad["role"], pad["aria-label"]) == ("0 0 5 4", "img", "your drawing")
    assert '<path fill-opacity="1.000" d="M1 0h1v1h-1z"/></g></svg>' in html
    assert page.named("button")[0]["aria-pressed"] == "false"


def test_a_stream_shows_its_end_and_how_many_pictures_it_took(descend):
    html = descend.html(rate=0.25)
    (data,) = re.findall(r'<script type="application/json">(.*?)</script>', html, re.S)
    assert json.loads(data)["pictures"] == 5
    assert "step 5 of 5: 0.031" in Reader(html).text
    assert '<button type="button" data-do="run">Run</button>' in html


def test_only_a_stream_can_be_run(bars):
    assert "explorable-run" not in bars.html() and '"pictures"' not in bars.html()
