"""Scripts are published without comments, and are the same scripts."""

import subprocess

import pytest
from explorable.bundle import scripts
from explorable.bundle.node import node

PUBLISHED = [each.relative_to(scripts.PACKAGE) for each in scripts._scripts()]


@pytest.fixture(scope="module")
def static(tmp_path_factory):
    static = tmp_path_factory.mktemp("static")
    scripts.publish(static)
    return static / scripts.folder()


@pytest.mark.parametrize("name", [each for each in PUBLISHED if each.suffix == ".js"], ids=str)
def test_a_script_loses_its_comments_and_nothing_else(static, name):
    published, source = (static / name).read_text("utf-8"), scripts.PACKAGE / name
    assert "/**" not in published and "*/" not in published
    if name.name != "saved.js":  # which is published with all that it imports
        assert published.count("\n") == source.read_text("utf-8").count("\n")
    check = [node(), "--check", "--input-type=module", "-"]
    subprocess.run(check, input=published, text=True, check=True)
