"""What the theme shows as an icon has a name."""

from explorable.sphinx.theme.icons import RULES
from explorable.sphinx.theme.rewrite import apply

SUMMARY = '<summary><span class="toctree-toggle"><i class="fa"></i></span></summary>'
ARROW = f'<li><a href="a.html">1 Tea &amp; milk</a><details open="open">{SUMMARY}</details></li>'


def test_an_arrow_that_opens_the_pages_below_one_has_a_name():
    proof = "<details><summary>Proof</summary></details>"
    named = SUMMARY.replace("<summary>", '<summary aria-label="Pages below 1 Tea &amp; milk">')
    assert apply(RULES, ARROW + proof) == ARROW.replace(SUMMARY, named) + proof
