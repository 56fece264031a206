"""What the theme shows as an icon has a name."""

from explorable.sphinx.theme.icons import RULES
from explorable.sphinx.theme.rewrite import apply

ARROW = (
    '<details><summary><span class="toctree-toggle"><i class="fa"></i></span></summary></details>'
)


def test_an_arrow_that_opens_the_pages_below_one_has_a_name():
    html = apply(RULES, f"{ARROW}<details><summary>Proof</summary></details>")
    assert '<summary aria-label="Pages below"><span class="toctree-toggle">' in html
    assert "<summary>Proof</summary>" in html
