"""The modules of a widget stand in one file, each after those that it imports."""

import re

import pytest
from explorable import palette
from explorable.esm import FRONT, join
from explorable.interaction.jupyter import MODULES as AREA
from explorable.interaction.jupyter import Area
from explorable.question.widget import MODULES as QUESTION
from explorable.question.widget import QuestionWidget
from explorable.widget import MODULES as EXPLORER
from explorable.widget import ExplorerWidget

ALL = [EXPLORER, QUESTION, AREA]


@pytest.mark.parametrize("modules", ALL)
def test_each_module_stands_after_those_that_it_imports(modules):
    for index, name in enumerate(modules):
        text = (FRONT / f"{name}.js").read_text("utf-8")
        imported = re.findall(r'^import\b[^;]*"\./(\w+)\.js";$', text, re.MULTILINE)
        assert text.count("\nimport ") == len(imported)
        assert set(imported) <= set(modules[:index])
    assert not re.search(r"^import\b", join(modules), re.MULTILINE)


@pytest.mark.parametrize("modules", ALL)
def test_no_two_modules_give_one_name_to_two_things(modules):
    named = re.findall(
        r"^(?:async )?(?:function|const|let|class) (\w+)", join(modules), re.MULTILINE
    )
    assert len(named) == len(set(named))


@pytest.mark.parametrize("widget", [ExplorerWidget, QuestionWidget, Area])
def test_a_widget_brings_the_colors_that_its_style_reads(widget):
    colors = palette.properties("explorable", palette.COLORS)
    assert "var(--explorable-blue)" in widget._css and colors in widget._css
