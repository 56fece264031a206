"""Every chapter opens in Firefox; `make test-all` lives through some there."""

from serving import serving
from walks import open_chapters


def test_every_chapter_opens_and_no_parenthesis_hangs_out_of_a_formula(open_tab, site):
    with open_tab("firefox") as tab, serving(site) as address:
        open_chapters(tab, address)
