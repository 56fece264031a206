"""The packages' wheels are the same bytes in every build, and a page lists their digests."""

import re
from hashlib import sha256

import pytest

from tools.wheels import PACKAGES, build


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheels")
    (folder / "older-0.0-py3-none-any.whl").touch()
    build(folder)
    return folder


def test_the_page_lists_each_wheel_with_its_sum(folder):
    page = (folder / "index.html").read_text("utf-8")
    listed = dict(re.findall(r'href="([^"#]+\.whl)#sha256=(\w+)"', page))
    assert listed == {
        each.name: sha256(each.read_bytes()).hexdigest() for each in folder.glob("*.whl")
    }
    assert len(listed) == len(PACKAGES)


def test_a_build_gives_the_same_bytes(folder, tmp_path):
    for wheel in build(tmp_path / "again"):
        assert wheel.read_bytes() == (folder / wheel.name).read_bytes()
