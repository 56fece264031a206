"""The faces of the book's two fonts come with their style sheet, all that there are."""

import re
from base64 import b64decode
from types import SimpleNamespace

from _ext import head
from prose import CHAPTERS


def test_the_sheet_has_every_face_in_it(tmp_path):
    (tmp_path / "_static").mkdir()
    head._carry_fonts(SimpleNamespace(outdir=tmp_path))
    sheet = (tmp_path / "_static" / "fonts.css").read_text("utf-8")
    carried = set(map(b64decode, re.findall(r"url\(data:font/woff2;base64,(.+?)\)", sheet)))
    assert carried == {each.read_bytes() for each in CHAPTERS.glob("fonts/*.woff2")}
    assert sheet.count("url(") == len(carried) == sheet.count("@font-face")
