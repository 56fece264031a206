"""Numbers in the prose that nothing shows."""

import pytest
from explorable.picture.output import PAGE
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools.unshown_numbers import unshown

PRINTED = new_output("stream", text="accuracy 0.869, loss 2.0449, 12,345 images")
SVG = '<svg aria-label="Loss 7.25. It ends at 8.5"><text>9.75</text><path d="M 3.33 4.44">'
PICTURE = new_output("display_data", data={PAGE: SVG})


def numbers(prose):
    code = new_code_cell("rate = 0.05", outputs=[PRINTED, PICTURE])
    return [each.number for each in unshown(new_notebook(cells=[code, new_markdown_cell(prose)]))]


@pytest.mark.parametrize(
    "prose",
    [
        "a loss of 2.0449, 2.04 or 2.0",
        "87 percent, 86.9%, $86.9\\%$ or 0.87",
        "12,345 images",
        "7.25, 8.5 and 9.75 stand in the pictures",
        "the rate 0.05 of the code",
        "Three of 19, and 500",
        "$$ 1.5 + 1.7 $$ makes 1.5 and 1.7",
        "section 8.1, sections 5.5 and 6.2, chapters 3 to 29",
        "{cite}`boyd2004`, [here](page.md#a-2.5), float64, thm-7.7",
    ],
)
def test_what_is_shown_is_not_listed(prose):
    assert numbers(prose) == []


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("a loss of 2.05", ["2.05"]),
        ("87 images, 88 percent", ["87", "88"]),
        ("of the path: 3.33", ["3.33"]),
        ("12,346 images, $1.5$", ["12,346", "1.5"]),
    ],
)
def test_what_is_not_shown_is_listed(prose, found):
    assert numbers(prose) == found
