"""The one style sheet keeps what a page can use."""

import pytest
from descent.site.styles import one_style_sheet, used

WORDS = {"a", "b", "main"}


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        (".a{x:1}", ".a{x:1}"),
        (".a .gone{x:1}", ""),
        (".gone, .a > .b{x:1}", ".a > .b{x:1}"),
        ("#main p{x:1}", "#main p{x:1}"),
        ("#gone{x:1}", ""),
        ('p::before{content:".gone"}', 'p::before{content:".gone"}'),
        (".a:not(.gone){x:1}", ".a:not(.gone){x:1}"),
        (":is(.a, .gone) .b{x:1}", ":is(.a, .gone) .b{x:1}"),
        ('html[data-x=".gone"]{x:1}', 'html[data-x=".gone"]{x:1}'),
        ("@media print{.gone{x:1}}", ""),
        ("@media print{.a{x:1}}", "@media print{.a{x:1}}"),
        ("@font-face{font-family:F}", "@font-face{font-family:F}"),
    ],
)
def test_a_rule_stays_if_a_page_can_use_it(style, kept):
    assert used(style, WORDS) == kept


def test_sheets_become_one_and_their_addresses_still_lead_there(tmp_path):
    static = tmp_path / "_static"
    for folder in ("theme/fonts", "."):
        (static / folder).mkdir(parents=True, exist_ok=True)
    (static / "base.css").write_text("p{x:0}")
    (static / "theme" / "t.css").write_text(
        '@import "../base.css"; .a{background:url(fonts/f.woff2)} .b{background:url(data:x)}'
    )
    (static / "own.css").write_text(".b{color:red}")
    links = "".join(
        f'<link rel="stylesheet" href="../_static/{name}?v=1" />\n'
        for name in ("theme/t.css", "own.css")
    )
    page = one_style_sheet(f"<head>{links}</head>", tmp_path / "chapters" / "page.html", WORDS)
    (sheet,) = static.glob("style-*.css")
    assert page.count("<link") == 1 and f"../_static/{sheet.name}" in page
    style = sheet.read_text()
    assert style.index("p{x:0}") < style.index(".a{") < style.index("color:red")
    assert "url(theme/fonts/f.woff2)" in style and "url(data:x)" in style
