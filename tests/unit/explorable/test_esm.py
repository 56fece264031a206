"""What a widget runs is one script of the modules that it needs, each after what it imports."""

import re

import pytest
from explorable import palette
from explorable.esm import FRONT, imports, join, order, source
from explorable.interaction.jupyter import Area
from explorable.question.widget import QuestionWidget
from explorable.widget import ExplorerWidget

ENTRIES = [
    *(FRONT / name for name in ("jupyter.js", "question_jupyter.js", "area.js")),
    *(FRONT.parent / name for name in ("page/saved.js", "worker/precache.js")),
]
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.stem)


@each_entry
def test_each_module_stands_once_after_those_that_it_imports_and_nothing_is_linked(entry):
    modules = order(entry)
    assert modules[-1] == entry and len(modules) == len(set(modules))
    for index, script in enumerate(modules):
        linked = re.findall(r"^(?:import|export) .* from ", source(script), re.MULTILINE)
        assert len(linked) == len(imports(script))
        assert set(imports(script)) <= set(modules[:index])
    assert not re.search(r"^import\b", join(entry), re.MULTILINE)


@each_entry
def test_no_two_modules_give_one_name_to_two_things(entry):
    named = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", join(entry), re.MULTILINE)
    assert named and len(named) == len(set(named))


@pytest.mark.parametrize("widget", [ExplorerWidget, QuestionWidget, Area])
def test_a_widget_brings_the_colors_that_its_style_reads(widget):
    colors = palette.properties("explorable", palette.COLORS)
    assert "var(--explorable-blue)" in widget._css and colors in widget._css


def test_no_script_looks_behind():
    """A Safari before 16.4 refuses a whole script for it, and the page would be dead."""
    scripts = [path for path in FRONT.parent.rglob("*.js") if "node_modules" not in path.parts]
    assert len(scripts) > 40
    assert not [path for path in scripts if re.search(r"\(\?<[=!]", path.read_text("utf-8"))]
