"""The examples of the READMEs are true."""

from doctest import DocTestParser, DocTestRunner
from pathlib import Path

import pytest

from tools.readme import blocks

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", ["README.md", "code/descent/README.md"])
def test_its_examples_are_true(name):
    text = "\n".join(blocks(ROOT / name))
    result = DocTestRunner().run(DocTestParser().get_doctest(text, {}, name, None, None))
    assert result.attempted > 0 and result.failed == 0
