"""Three projects, each in stages that leave something to hand in, with a rubric."""

import re

import pytest
from prose import CHAPTERS
from stored import CONTENTS

TEXT = (CHAPTERS / "projects.md").read_text("utf-8")
_, *PROJECTS = re.split(r"^## ", TEXT, flags=re.MULTILINE)
each_project = pytest.mark.parametrize(
    "project", PROJECTS, ids=lambda text: text.partition("\n")[0]
)


def test_there_are_three_projects():
    assert len(PROJECTS) == 3
    assert "chapters/projects" in CONTENTS


@each_project
def test_a_project_has_stages_with_something_to_hand_in(project):
    stages = re.findall(r"^\d\. \*\*.+?(?=^\d\. |\n\n)", project, re.MULTILINE | re.DOTALL)
    assert len(stages) in (4, 5)
    assert all("*Hand in:*" in stage for stage in stages)
    assert sum("*Help:*" in stage for stage in stages) >= 3


@each_project
def test_a_project_has_a_rubric(project):
    head, _, *rows = re.findall(r"^\|.*\|$", project, re.MULTILINE)
    assert head == "| in | missing | there | convincing |"
    assert len(rows) >= 4 and all(row.count("|") == 5 for row in rows)
