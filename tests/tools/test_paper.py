"""A page on paper: hints and answers at the end, links within one document, an index by pages."""

from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from tools.paper import answers, archives, links, listed, sections
from tools.paper.assembly import Part
from tools.paper.contents import Page, parts
from tools.paper.index import indexed, uses

PAGE = """
<html><body><article><noscript>No scripts.</noscript>
<section id="a-page"><span id="old-name"></span>
<p class="chapter-line">Chapter 3 · 20 min to read</p>
<h1>A page<a class="headerlink" href="#a-page">#</a></h1>
<p>A <a href="glossary.html#score">score</a> and <a href="gallery.html">figures</a>;
<a href="#old-name">above</a>; <a href="#explorer=sea&amp;wave=3">a wave of 3</a>.</p>
<div class="cell tag_figure"><details class="hide"><summary>The code</summary>CODE</details>
<figure class="explorable-explorer"><p class="explorable-question">How?</p>
<svg role="img"><defs><path id="m"/></defs><use xlink:href="#m"/><g clip-path="url(#c)"/>
<clippath id="c"/></svg><fieldset>CONTROLS</fieldset></figure></div>
<div class="cell tried"><details class="hide"><summary><p class="collapsed">Tried on 9</p></summary>
CODE</details></div>
<details class="sd-dropdown"><summary>Proof</summary>
<div class="sd-summary-content"><p>Because.</p></div></details>
<div class="exercise admonition" id="ex-one"><p><span class="caption-number">Exercise 3.1</span></p>
<section id="exercise-content">Do it.</section></div>
<div class="cell tag_exercise"><pre>def f(x): ...</pre></div>
<details class="sd-dropdown"><summary>Hint 1</summary>
<div class="sd-summary-content">HINTED</div></details>
<p><strong>A solution</strong></p>
<div class="cell tag_solution"><details class="hide"><summary>A solution</summary>
<pre>SOLVED</pre></details></div>
<div class="cell tag_question"><div class="explorable-ask" id="ask-1"><p>Which?</p>
<details class="explorable-answer"><summary>Answer</summary>ANSWERED</details></div></div>
<section id="exercise-content"></section>
</section></article></body></html>
"""
GLOSSARY = """<article><section id="glossary"><h1>Glossary</h1>
<section id="score"><h3>score</h3></section><section id="loss"><h3>loss</h3></section>
</section></article>"""


@pytest.fixture
def page(tmp_path):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/03-a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "chapters/glossary.html").write_text(GLOSSARY, encoding="utf-8")
    return lambda stem="03-a", title="3 A page": sections.read(tmp_path, Page(stem, title))


def test_what_needs_a_script_is_gone_and_what_was_tried_is_one_line(page):
    text = str(page())
    for gone in ("No scripts", "CODE", "CONTROLS", "Chapter 3 ·", "headerlink"):
        assert gone not in text
    assert "3 A page" in text and "How?" in text and "20 min to read" in text
    assert '<p class="tried-words">Tried on 9</p>' in text


def test_hints_and_answers_are_at_the_end_and_are_found_from_where_they_belong(page):
    section = page()
    links.within([section])
    hints, told = answers.taken([section], 3)
    assert "HINTED" in str(hints) and "SOLVED" in str(told) and "ANSWERED" in str(told)
    assert not any(word in str(section) for word in ("HINTED", "SOLVED", "ANSWERED", "A solution"))
    assert [each.get_text() for each in section.select(".question-title")] == ["Question 3.1"]
    found = {each["id"] for part in (section, hints, told) for each in part.find_all(id=True)}
    for part in (section, hints, told):
        turns = part.select(".turn-to, .told-title a")
        assert turns and {each["href"][1:] for each in turns} <= found


def test_a_fold_that_is_no_answer_stands_open_in_its_place(page):
    section = page()
    answers.taken([section], 3)
    sections.open_folds(section)
    assert section.find("details") is None
    assert section.select_one(".fold > .fold-title + p").get_text() == "Because."


def test_links_lead_within_the_document_or_to_the_site_or_nowhere(page):
    for address in ("", "https://book.test/"):
        both = [page(), page("glossary", "")]
        links.within(both, address)
        links.drop_idle(both)
        text = str(both[0])
        assert 'href="#p-glossary--score"' in text and 'href="#p-03-a--a-page"' in text
        assert ("https://book.test/chapters/gallery.html" in text) == bool(address)
        assert "figures" in text and 'href="gallery' not in text
        state = 'href="https://book.test/chapters/03-a.html#explorer=sea&amp;wave=3"'
        assert "a wave of 3" in text
        assert text.count("explorer=") == text.count(state) == bool(address)
        assert 'id="p-03-a--m"' in text and 'xlink:href="#p-03-a--m"' in text
        assert "url(#p-03-a--c)" in text and 'id="p-03-a--c"' in text
        assert "exercise-content" not in text  # it stands there twice, and nothing points to it


def test_the_index_names_each_page_once_and_the_glossarys_last(page):
    both = [page(), page("glossary", "")]
    links.within(both)
    found = uses([Part("", [each]) for each in both])
    assert found == {"score": ["use-1", "p-glossary--score"], "loss": ["p-glossary--loss"]}
    both[0].append(BeautifulSoup("<p>A <em>loss</em>, <strong>not</strong></p>", "html.parser"))
    found = uses([Part("", [each]) for each in both])
    assert found["loss"] == ["use-2", "p-glossary--loss"] and both[0].em["id"] == "use-2"
    pages = {"use-1": 7, "use-2": 7, "use-3": 9, "own": 30}
    line = BeautifulSoup(indexed("score", [*pages], pages), "html.parser")
    assert [each.get_text() for each in line.find_all("a")] == ["7", "9", "30"]
    assert line.b.get_text() == "30"


def test_the_books_parts_are_its_chapters_and_what_is_looked_up(request):
    stems = [[page.stem for page in part] for part in parts(request.config.rootpath)]
    assert stems[0] == ["intro"] and stems[1][:2] == [
        "01-scores-and-margins",
        "01-scores-and-margins-deeper",
    ]
    assert [each[0] for each in stems[-4:]] == ["notation", "glossary", "bibliography", "terms"]
    assert ["again"] not in stems and ["gallery"] not in stems


def test_an_archive_is_the_same_bytes_at_any_time(tmp_path):
    file = tmp_path / "b.txt"
    for name in ("one", "two"):
        file.write_text("b", encoding="utf-8")
        file.touch()
        archives.pack(tmp_path / name, {"b.txt": file, "a.txt": b"a"}, {"mimetype": b"m"})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert ZipFile(tmp_path / "one").namelist() == ["mimetype", "a.txt", "b.txt"]


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
    assert ":enumerator: 3.1" in files["chapters/03-softmax.ipynb"].decode()


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
