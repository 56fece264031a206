"""What is written on a sheet is well-formed, short, and counted."""

from xml.etree import ElementTree

from explorable.picture.svg_writer import SvgWriter
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"]), max_size=20)


@given(text=TEXTS, value=TEXTS.filter(lambda text: "." not in text))
def test_any_text_and_attribute_come_back(text, value):
    sheet = SvgWriter()
    sheet.start("g", id="a")
    sheet.element("text", text, {"class": value})
    sheet.end("g")
    (element,) = ElementTree.fromstring(sheet.text())
    assert (element.text or "") == text
    assert element.get("class", "") == value


def test_numbers_in_attributes_have_two_decimals_and_words_keep_theirs():
    sheet = SvgWriter()
    sheet.element("text", "3.14159", d="M 1.23456 2.5 L 10 -0.98765 L 431.999999 -0.00001")
    assert sheet.text() == '<text d="M 1.23 2.5 L 10 -0.99 L 432 0">3.14159</text>'


def test_addresses_and_names_keep_their_digits():
    sheet = SvgWriter()
    names = {"id": "v1.23456", "class": "a1.23456", "href": "https://doi.org/10.1038/nature14539"}
    sheet.element("a", "", {**names, "x": "1.23456"})
    element = ElementTree.fromstring(sheet.text())
    assert element.attrib == {**names, "x": "1.23"}


def test_a_matrix_keeps_its_digits_and_what_turns_nothing_is_left_out():
    sheet = SvgWriter()
    sheet.element("image", transform="matrix(4.884123 0 0 4.884123 0 28.828125)")
    sheet.element("text", transform="rotate(-0 11.123 25.929)")
    sheet.element("text", transform="rotate(-90 11 25)")
    images = '<image transform="matrix(4.884123 0 0 4.884123 0 28.828125)"/>'
    assert sheet.text() == f'{images}<text/><text transform="rotate(-90 11 25)"/>'


def test_elements_that_stand_in_no_other_are_counted():
    sheet = SvgWriter()
    sheet.start("g")
    sheet.start("g")
    sheet.element("path")
    sheet.end()
    sheet.end()
    sheet.element("path")
    assert sheet.roots == 2
    assert sheet.text() == "<g><g><path/></g></g><path/>"


def test_places_are_kept_between_those_that_have_a_group():
    sheet = SvgWriter()
    sheet.start("g", id="axes")
    sheet.element("text", "b", id="other")
    for name in ("b", "d"):
        sheet.start("g", id=name)
        sheet.end()
    sheet.keep_slots(["a", "b", "c", "d", "e"])
    sheet.end()
    (axes,) = ElementTree.fromstring(f"<svg>{sheet.text()}</svg>")
    assert [each.get("id") for each in axes] == ["other", "a", "b", "c", "d", "e"]
