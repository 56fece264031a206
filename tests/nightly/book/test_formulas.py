"""Formulas are MathML; fonts have all that formulas and words need."""

import re
import unicodedata
from html import unescape
from pathlib import Path

import pytest
from browser import LIMIT, needed
from engines import launch_firefox
from explorable.sphinx.formulas import STATIC, Typesetter
from fontTools.ttLib import TTFont
from playwright.sync_api import expect

FONT = STATIC / "temml" / "STIXTwoMath.woff2"
MORE = STATIC / "temml" / "STIXTwoMath-more.woff2"
"""For what few formulas need: a page that has such a one fetches it."""
OF_WORDS = Path(__file__).parents[3] / "chapters" / "fonts"
WORDS = sorted(OF_WORDS.glob("*.woff2"))
LATIN = {
    chr(first + i): chr(0x1D434 + start + i)
    for first, start in ((65, 0), (97, 26))
    for i in range(26)
}
GREEK = {chr(0x3B1 + i): chr(0x1D6FC + i) for i in range(25)}
VARIANTS = {letter: chr(0x1D715 + i) for i, letter in enumerate("∂ϵϑϰϕϱϖ")}
ITALIC = {**LATIN, **GREEK, **VARIANTS, "h": "\u210e"}  # Unicode has this one elsewhere


def characters(page: str) -> set[str]:
    """Return what a browser draws of a page's formulas: a lone letter is italic."""
    formulas = "".join(re.findall(r"<math.*?</math>", page, re.DOTALL))
    alone = set(re.findall(r"<mi(?![^>]*normal)[^>]*>(.)</mi>", formulas))
    texts = unescape(re.sub(r"<[^>]+>", "", formulas))
    return set(texts) | {ITALIC[letter] for letter in alone if letter in ITALIC}


def test_the_font_has_every_character(site):
    drawn = set().union(*(characters(path.read_text("utf-8")) for path in site.rglob("*.html")))
    font, more = letters(FONT), letters(MORE)
    assert len(drawn) > 100
    drawn -= {"\n", "\ufe0e"}  # which asks for a sign's plain form, and has none itself
    assert not sorted(drawn - font - more)
    assert len(drawn - font) < 7


def words(page: str) -> str:
    """Return what a page says, without formulas and what is not shown."""
    hidden = r"<(math|script|style|template)\b.*?</\1>"
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(hidden, "", page, flags=re.DOTALL)))


def letters(font: Path) -> set[str]:
    return {chr(code) for code in TTFont(font).getBestCmap()}


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_the_fonts_of_words_have_every_latin_letter(path, site):
    said = set().union(*(words(page.read_text("utf-8")) for page in site.rglob("*.html")))
    latin = {letter for letter in said if letter.isalpha() and letter < "\u0100"}
    assert len(latin) > 52
    assert not sorted(latin - letters(path))


def test_the_font_can_stretch_and_all_forms_of_a_root_are_as_wide_as_chromium_takes_them():
    font = TTFont(FONT)
    variants = font["MATH"].table.MathVariants
    root = variants.VertGlyphCoverage.glyphs.index(font.getBestCmap()[ord("√")])
    forms = variants.VertGlyphConstruction[root]
    names = [form.VariantGlyph for form in forms.MathGlyphVariantRecord]
    names += [part.glyph for part in forms.GlyphAssembly.PartRecords]
    assert len({font["hmtx"][name][0] for name in names}) == 1


def test_no_page_shows_the_dollars_of_a_formula(site):
    pages = [path for path in site.rglob("*.html") if "_static" not in path.parts]
    stray = re.compile(r'\$<span class="math|</math>[^<]{0,3}</span>\$')
    assert not [path.name for path in pages if stray.search(path.read_text("utf-8"))]


COPIED = {
    r"p_i = \frac{e^{o_i}}{\sum_j e^{o_j}}": "p_i = (e^(o_i))/(∑_j e^(o_j))",
    r"\hat y - \bar x \le \sqrt{x^2 + 1}": "ŷ − x̄ ≤ √(x^2 + 1)",
    r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}": "[1 2; 3 4]",
    r"\max_j o_j + \log x = f(a, -b)": "max_j o_j + log x = f(a, −b)",
    r"\sum_{i=1}^n \lVert w_i \rVert_2^2": "∑_(i = 1)^n ‖w_i‖_2^2",
    r"\operatorname{softmax}(o)_k": "softmax(o)_k",
}
COPY = """async (formulas) => {
  const address = document.querySelector("script[src*=tab_stops]").src;
  await import(new URL("formula_text.js", address));
  const page = document.querySelector("article");
  page.innerHTML = formulas.map((each) => `<p>Say <span class="math">${each}</span>.</p>`).join("");
  getSelection().selectAllChildren(page);
  const clipboardData = new DataTransfer();
  const copy = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true });
  page.dispatchEvent(copy);
  return [clipboardData.getData("text/plain"), clipboardData.getData("text/html"), page.innerHTML];
}"""


def test_a_formula_is_copied_as_a_line_of_text(context, address):
    typesetter = Typesetter()
    formulas = [typesetter.typeset(each, display=False) for each in COPIED]
    typesetter.close()
    page = context.new_page()
    page.goto(f"{address}/chapters/notation.html")
    text, html, left = page.evaluate(COPY, formulas)
    said = [unicodedata.normalize("NFC", each) for each in text.split("\n") if each]
    expected = [unicodedata.normalize("NFC", f"Say {each}.") for each in COPIED.values()]
    assert said == expected
    assert html.count("<math") == left.count("<math") == len(COPIED)


def test_a_formula_is_a_line_of_text_where_a_browser_draws_no_mathml(playwright, address):
    needed("firefox")
    with launch_firefox(playwright, **{"mathml.disabled": True}) as browser:
        page = browser.new_page()
        page.goto(f"{address}/chapters/03-softmax.html")
        formula = page.locator("#equation-softmax-definition")
        expect(formula).to_contain_text("(e^(o_i))/(∑_", timeout=LIMIT)
        assert not page.locator("math:has(*)").count()


def test_formulas_are_mathml_for_eye_and_ear(site):
    page = (site / "chapters" / "notation.html").read_text("utf-8")
    assert page.count("<math") > 10 and "temml-error" not in page


BOTTOMS = """() => {
  const all = [...document.querySelectorAll("msub")];
  const found = (text) => all.find((each) => each.textContent === text);
  const line = document.createElement("p");
  line.innerHTML = `<math><mrow>${found("pi").outerHTML}${found("oi").outerHTML}</mrow></math>`;
  document.querySelector("article p").after(line);
  const indexes = [...line.querySelectorAll("msub > :last-child")];
  return indexes.map((each) => each.getBoundingClientRect().bottom);
}"""


def test_an_index_stands_as_low_behind_a_letter_that_hangs(open_page):
    hanging, other = open_page("chapters/03-softmax.html").evaluate(BOTTOMS)
    assert hanging == pytest.approx(other, abs=0.5)
