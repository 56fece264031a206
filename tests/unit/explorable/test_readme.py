"""What the README shows runs, and its figure is of the code above it."""

import re
from pathlib import Path
from xml.etree import ElementTree

from explorable import Explorer, check

from tools.readme import run

HOUSE = Path(__file__).parents[3] / "code" / "explorable"
README = HOUSE / "README.md"


def test_its_code_runs_and_its_test_passes():
    names = run(README)
    assert isinstance(names["wave"], Explorer)
    names["test_wave"]()


def test_what_it_says_of_its_sketch_is_what_the_check_says():
    said = str(check(run(README)["sketch"]))
    assert re.search(r'"(\d of .*?)"', README.read_text("utf-8"))[1] in said


def test_its_picture_shows_every_step_of_the_control_and_its_caption():
    picture = HOUSE / "wave.svg"
    assert picture.stat().st_size < 300_000
    root = ElementTree.fromstring(picture.read_text("utf-8"))
    frames = root.findall("{*}g[@class]")
    captions = ["".join(frame.find("{*}g[@class='said']").itertext()).strip() for frame in frames]
    wave = run(README)["wave"]
    steps = [0.5 * step for step in range(1, 11)]
    assert captions == [wave.caption_at(freq=freq) for freq in steps]
    assert all(frame.find("{*}animate") is not None for frame in frames)
    assert captions[0] in README.read_text("utf-8") and captions[-1] in README.read_text("utf-8")
