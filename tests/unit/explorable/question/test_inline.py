import pytest
from explorable.question.inline import inline


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain & < 3", "plain &amp; &lt; 3"),
        ("$a < b$", r'<span class="math">\(a &lt; b\)</span>'),
        ("`x * y * z`", "<code>x * y * z</code>"),
        ("$a*b*c$ and 2 * 3 * 4", r'<span class="math">\(a*b*c\)</span> and 2 * 3 * 4'),
        ("**much** *more*", "<strong>much</strong> <em>more</em>"),
        (
            "*q* or *u*, **q** or **u**",
            "<em>q</em> or <em>u</em>, <strong>q</strong> or <strong>u</strong>",
        ),
        ("*with `code` and $f$*", None),
        (r"\$5, \*, \[a\](b), \`", "$5, *, [a](b), `"),
        ("[see *this*](a-b.ipynb#c)", '<a href="a-b.ipynb#c">see <em>this</em></a>'),
        ("[x](https://a.b/c:d)", '<a href="https://a.b/c:d">x</a>'),
        ("[x](mailto:a@b.c)", '<a href="mailto:a@b.c">x</a>'),
        ("{eq}`half`", "{eq}<code>half</code>"),
        ("[x](../a/#b:c)", '<a href="../a/#b:c">x</a>'),
        ("[*x*](javascript:alert%281%29)", "<em>x</em>"),
        ("[x](JavaScript:a/b)", "x"),
        ("[x](data:text/html,a)", "x"),
        ("[x](vbscript:a#b)", "x"),
        ('[x](a"b)', '<a href="a&quot;b">x</a>'),
        ("one $ alone, a ` and [no link]", "one $ alone, a ` and [no link]"),
        ("snake_case_name", "snake_case_name"),
        (r"$\text{costs } x$", r'<span class="math">\(\text{costs } x\)</span>'),
    ],
)
def test_markdown_becomes_html(text, html):
    inside = r'<em>with <code>code</code> and <span class="math">\(f\)</span></em>'
    assert inline(text) == (html or inside)


@pytest.mark.parametrize("text", ["<script>x</script>", "[a](<b>)", "`<i>`", "$<b>$", "*<u>*"])
def test_no_text_becomes_a_tag(text):
    html = inline(text)
    assert not any(tag in html for tag in ("<script", "<b>", "<i>", "<u>"))
