"""The policy lets a page run what its theme wrote, and nothing else."""

from base64 import b64encode
from hashlib import sha256

import pytest
from explorable.theme import policy
from explorable.theme.policy import POLICY, Scripts, with_policy

PAGE = """<html><head><meta charset="utf-8" /><title>t</title></head><body>
<script>let inline = 1;</script>
<SCRIPT type="text/javascript">let typed = 2;</SCRIPT>
<script type="application/json">{"data": 1}</script>
<script src="book.js"></script>
<!-- <script>let comment = 3;</script> -->
</body></html>"""


@pytest.fixture
def warned(monkeypatch):
    """The warnings about pages, as they come."""
    texts = []
    monkeypatch.setattr(policy.logger, "warning", lambda text, **_where: texts.append(text))
    return texts


def hash_of(script: str) -> str:
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def test_inline_scripts_are_named_by_their_hash():
    assert Scripts(PAGE).hashes == {hash_of("let inline = 1;"), hash_of("let typed = 2;")}
    page = with_policy(PAGE)
    assert hash_of("let inline = 1;") in page
    assert page.index("Content-Security-Policy") < page.index("<title>")


def test_scripts_of_stored_outputs_are_not_named_and_loud(warned):
    page = with_policy(PAGE, text="<div class='output'><script>let inline = 1;</script></div>")
    assert hash_of("let inline = 1;") not in page and hash_of("let typed = 2;") in page
    assert len(warned) == 1


def test_handlers_are_seen():
    assert Scripts('<p onclick="x()">&quot;onload=</p>').handlers == ["<p onclick>"]


@pytest.mark.parametrize(
    "page",
    [
        "<html><head></head></html>",
        PAGE + '<b onclick="x()">',
        PAGE + '<script src="https://statistics.test/s.js"></script>',
        PAGE + '<img src="//pictures.test/p.png"><img src="//pictures.test/p.png">',
        PAGE + '<iframe src="HTTPS://video.test/1"></iframe>',
        PAGE + '<link rel="stylesheet" href="https://fonts.test/f.css">',
    ],
)
def test_what_would_not_work_is_loud(page, warned):
    with_policy(page, "index")
    assert len(warned) == 1


def test_what_is_here_or_only_linked_is_quiet(warned):
    with_policy(PAGE + '<img src="data:,"><a href="https://a.test/"><link rel="canonical" '
                'href="https://a.test/"><img src="_images/https://p.png">')  # fmt: skip
    assert not warned


def test_nothing_is_evaluated_and_no_other_host_is_asked():
    words = POLICY.format(hashes="")
    assert "'unsafe-eval'" not in words and "http" not in words
    assert "'unsafe-inline'" not in words.partition("style-src")[0]
