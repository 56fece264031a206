"""The faces of the book's two fonts come together, or none does."""

import re

from _ext.head import FONTS
from prose import CHAPTERS

STYLE = (CHAPTERS / "_static" / "book.css").read_text("utf-8")


def test_every_face_is_asked_for_at_once():
    assert sorted(re.findall(r'url\("fonts/(.+?)"\)', STYLE)) == sorted(FONTS)


def test_no_face_takes_the_place_of_another_while_somebody_reads():
    own = [face for face in re.findall(r"@font-face \{(.+?)\}", STYLE, re.DOTALL) if "url(" in face]
    assert len(own) == len(FONTS)
    assert all("font-display: optional" in face for face in own)
