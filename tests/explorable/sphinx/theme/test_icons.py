"""What the theme shows as an icon has a name."""

import pytest
from explorable.sphinx.theme.icons import RULES
from explorable.sphinx.theme.rewrite import apply

SUMMARY = '<summary><span class="toctree-toggle"><i class="fa"></i></span></summary>'
ABOVE = ['<li><a href="a.html">1 Tea &amp; milk</a>', "<p><span>1 Tea &amp; milk</span></p>"]


@pytest.mark.parametrize("above", ABOVE)
def test_an_arrow_that_opens_the_pages_below_one_has_a_name(above):
    arrow = f'{above}<details open="open">{SUMMARY}</details></li>'
    proof = "<details><summary>Proof</summary></details>"
    named = SUMMARY.replace("<summary>", '<summary aria-label="Pages below 1 Tea &amp; milk">')
    assert apply(RULES, arrow + proof) == arrow.replace(SUMMARY, named) + proof
