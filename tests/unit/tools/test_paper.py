"""The EPUB's pages as one page to print; archives; what the site lists of all these."""

import re
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from tools.paper import archives, listed
from tools.paper.joined import join

PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A book</dc:title></metadata>
<manifest><item id="c" href="epub-cover.xhtml"/><item id="a" href="chapters/03-a.xhtml"/>
<item id="b" href="chapters/03-a-deeper.xhtml"/></manifest>
<spine><itemref idref="c"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml"><nav><ol>
<li><a href="chapters/03-a.xhtml">3 A</a></li></ol></nav></html>"""
PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xlink="http://www.w3.org/1999/xlink">
<div class="body"><h1 id="top">A page</h1><h2>A section</h2>
<p aria-labelledby="top">See <a href="#top">here</a>, <a href="03-a-deeper.xhtml#top">there</a>
and <a href="https://a.org/x#y">elsewhere</a>.</p>
<svg xmlns="http://www.w3.org/2000/svg"><clipPath id="c"/><use xlink:href="#c"/>
<g clip-path="url(#c)"/></svg><details><summary>Proof</summary></details></div></html>"""


@pytest.fixture
def book(tmp_path):
    (tmp_path / "chapters").mkdir()
    for name in ("03-a", "03-a-deeper"):
        (tmp_path / f"chapters/{name}.xhtml").write_text(PAGE, encoding="utf-8")
    (tmp_path / "content.opf").write_text(PACKAGE, encoding="utf-8")
    (tmp_path / "nav.xhtml").write_text(NAV, encoding="utf-8")
    return tmp_path


def test_what_points_within_a_page_or_to_another_points_within_the_whole(book):
    text = join(book).read_text("utf-8")
    names = re.findall(' id="([^"]*)"', text)
    points = re.findall(r'href="#([^"]*)"|url\(#([^)]*)\)|labelledby="([^"]*)"', text)
    pointed = {next(filter(None, each)) for each in points}
    assert len(names) == len(set(names)) and pointed <= set(names)
    assert {"03-a", "03-a--top", "03-a--c", "03-a-deeper--top", "03-a-deeper--c"} <= pointed
    assert text.count('href="https://a.org/x#y"') == 2


def test_a_deeper_page_is_a_part_of_its_chapter_and_nothing_is_folded(book):
    html = "{http://www.w3.org/1999/xhtml}"
    root = ElementTree.parse(join(book)).getroot()
    levels = {
        page.get("id"): [each.tag[-2:] for each in page.iter() if re.search("}h[1-6]", each.tag)]
        for page in root.find(f"{html}body")
        if page.get("id")
    }
    assert levels == {"nav": [], "03-a": ["h1", "h2"], "03-a-deeper": ["h2", "h3"]}
    assert all("open" in each.attrib for each in root.iter(f"{html}details"))


def test_a_part_of_the_book_can_be_joined(book):
    text = join(book, "deeper").read_text("utf-8")
    assert 'id="03-a-deeper"' in text and 'id="03-a"' not in text


def test_an_archive_is_the_same_bytes_at_any_time(tmp_path):
    file = tmp_path / "b.txt"
    for name in ("one", "two"):
        file.write_text("b", encoding="utf-8")
        file.touch()
        archives.pack(tmp_path / name, {"b.txt": file, "a.txt": b"a"})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert ZipFile(tmp_path / "one").namelist() == ["a.txt", "b.txt"]


def test_the_course_has_notebooks_wheels_and_versions_and_needs_no_site(request, tmp_path):
    root = request.config.rootpath
    with pytest.raises(FileNotFoundError, match="wheels of both"):
        archives.course(root, tmp_path)
    for name in ("descent_book-0.1.0-py3-none-any.whl", "explorable-0.1.0-py3-none-any.whl"):
        (tmp_path / name).write_bytes(b"")
    files = archives.course(root, tmp_path)
    needs = files["requirements.txt"].decode()
    assert "./wheels/explorable" in needs and "jupyterlab" in needs and "sphinx" not in needs
    assert "numpy==" in files["requirements.lock"].decode()
    assert "--hash" not in files["requirements.lock"].decode()
    assert "> **Theorem 3.1 (" in files["chapters/03-softmax.ipynb"].decode()


def test_a_page_says_what_there_is_with_its_size(tmp_path):
    (tmp_path / "offline").mkdir()
    (tmp_path / "chapters").mkdir()
    page = tmp_path / listed.PAGE
    page.write_text(
        '<small data-file="a.zip">`make`</small><small data-file="b.zip">`make`</small>'
    )
    (tmp_path / "offline/a.zip").write_bytes(b"0" * 2_340_000)
    for _ in range(2):
        listed.tell(tmp_path)
    text = page.read_text("utf-8")
    assert '<a href="../offline/a.zip">a.zip</a>, 2.3 MB' in text
    assert "`make`" in text and "b.zip</a>" not in text
    assert "<a " not in listed.without(text)
