"""The policy lets a page run what it carries, and nothing else."""

from base64 import b64encode
from hashlib import sha256

from descent.site.finish import finish, policy

PAGE = """<html><head><meta charset="utf-8" /><title>t</title></head><body>
<script defer src="../_static/scripts/fontawesome.js?digest=1"></script>
<script>let inline = 1;</script>
<script type="application/json">{"data": 1}</script>
<script src="book.js"></script>
<button onclick="window.print()">PDF</button></body></html>"""


def test_inline_scripts_are_named_by_their_sum():
    digest = b64encode(sha256(b"let inline = 1;").digest()).decode()
    assert f"'sha256-{digest}'" in policy(PAGE)
    assert policy(PAGE).count("sha256-") == 1


def test_nothing_is_evaluated_and_no_other_host_is_asked():
    words = policy(PAGE)
    assert "'unsafe-eval'" not in words and "http" not in words
    assert "'unsafe-inline'" not in words.partition("style-src")[0]


def test_needless_weight_and_inline_handlers_go():
    page = finish(PAGE)
    assert "fontawesome" not in page and "onclick" not in page
    assert '<button data-do="print">' in page
    assert page.index("Content-Security-Policy") < page.index("<title>")


def test_the_bibliography_is_a_list_of_items():
    assert 'role="listitem"' in finish('<div role="list"><div role="doc-biblioentry"></div></div>')
