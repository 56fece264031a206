"""What of Markdown a page does not know is named, and nothing else."""

import pytest
from explorable.interaction.unsupported import unsupported


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("# Head\n\nWords, *em*, **strong**, `a|b`, [a](b.html).\n\n1. one\n2. two", []),
        ("$a_1 + b_1$ and _no$ $$x_1 _y_$$", []),
        ("```\n> _code_\n- a\n  - b\n```", []),
        ("| a | b |\n|---|---|\n| 1 | $x$ |", []),
        ("<b>_html_</b>", []),
        ("- a\n    - b", ["list in a list"]),
        ("1. a\n   - b", ["list in a list"]),
        ("_em_ and __strong__", ["em by _", "strong by __"]),
        ("snake_case_name", []),
        ("> said", ["blockquote"]),
        ("![alt](a.png)", ["image"]),
        ("| a | b |\n|---|---|\n| `x \\| y` | 1 |", ["| in a cell"]),
        ("Head\n===", ["underlined heading"]),
        ("3. three\n4. four", ["list that does not start at 1"]),
        ("- one\n  more of it", ["list item of several lines"]),
        ("a\n\n---\n\nb", ["hr"]),
        ("    indented", ["code_block"]),
        ("~~gone~~", ["s"]),
        ("one  \ntwo", ["hardbreak"]),
    ],
)
def test_what_a_page_does_not_know_is_named(text, named):
    assert unsupported(text) == named
