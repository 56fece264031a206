"""A page's style keeps what the page can use."""

import pytest
from explorable.theme.styles import names_in_scripts, used, with_style

NAMES = {"a", "b", "main", "p", "html"}


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        (".a{x:1}", ".a{x:1}"),
        (".a .gone{x:1}", ""),
        (".gone, .a > .b{x:1}", ".a > .b{x:1}"),
        ("#main p{x:1}", "#main p{x:1}"),
        ("#gone{x:1}", ""),
        ("gone{x:1}", ""),
        ("p > gone{x:1}", ""),
        ("p:hover::before, *{x:1}", "p:hover::before,*{x:1}"),
        ('p::before{content:".gone"}', 'p::before{content:".gone"}'),
        (".a:not(.gone){x:1}", ".a:not(.gone){x:1}"),
        (":is(.a, .gone) .b{x:1}", ":is(.a, .gone) .b{x:1}"),
        ('html[data-x=".gone"]{x:1}', 'html[data-x=".gone"]{x:1}'),
        ("@media print{.gone{x:1}}", ""),
        ("@media print{.a{x:1}}", "@media print{.a{x:1}}"),
        ("@container (width > 9rem){.gone{x:1}}", ""),
        ("@font-face{font-family:F}", "@font-face{font-family:F}"),
    ],
)
def test_a_rule_stays_if_a_page_can_use_it(style, kept):
    assert used(style, NAMES) == kept


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
    path = tmp_path / "chapters" / "page.html"
    page = with_style(f'<html><head>{links}</head><p class="a">', path, {"b"})
    assert "<link" not in page
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert style.index("p{x:0}") < style.index(".a{") < style.index("color:red")
    assert "url(../_static/theme/fonts/f.woff2)" in style and "url(data:x)" in style


def test_a_sheet_with_fonts_in_it_stays_a_file(tmp_path):
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "faces.css").write_text("@font-face{src:url(data:font/woff2;base64,x)}")
    (tmp_path / "_static" / "own.css").write_text("p{color:red}")
    links = [f'<link rel="stylesheet" href="_static/{name}.css" />' for name in ("faces", "own")]
    page = with_style(f"<head>{''.join(links)}</head><p>", tmp_path / "page.html", set())
    assert page == f"<head>{links[0]}<style>\np{{color:red}}\n</style>\n</head><p>"


def test_a_sheet_for_print_stays_for_print(tmp_path):
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "print.css").write_text("p{color:black} .gone{x:1}")
    link = '<link rel="stylesheet" media="print" href="_static/print.css" />'
    page = with_style(f"<html><head>{link}</head><p>", tmp_path / "page.html", set())
    assert "@media print {p{color:black}}" in page and "<link" not in page


def test_what_scripts_bring_has_its_style(tmp_path):
    (tmp_path / "s.js").write_text("make('late'); other = never;")
    names = names_in_scripts(tmp_path)
    assert used(".late{x:1} .never{x:1}", names) == ".late{x:1}"
