"""What needs the book in a question becomes a node of the page."""

from dataclasses import replace

from docutils import nodes
from docutils.utils import new_document
from explorable.question.inline import Link, pieces
from explorable.sphinx.questions import QuestionNode, Questions
from samples import SAMPLES
from sphinx import addnodes


class Env:
    """What a transform asks of a page's environment."""

    docname = "tides"

    def relfn2path(self, name):
        return name, f"/book/{name}"

    def path2doc(self, path):
        return path.removeprefix("/book/").removesuffix(".ipynb")


def made(written):
    transform = Questions(new_document("tides"))
    transform.document.settings.env = Env()
    return list(transform._nodes(written))


def test_words_stay_words_and_a_formula_is_one():
    *_, open_tag, strong, close_tag, space, formula, behind = made(pieces("1 < 2 **so** $a<b$."))
    assert [open_tag.astext(), strong.astext(), close_tag.astext()] == [
        "<strong>",
        "so",
        "</strong>",
    ]
    assert isinstance(formula, nodes.math) and formula.astext() == "a<b"
    assert isinstance(behind, nodes.Text) and space == " " and behind == "."


def test_a_link_of_the_notebook_is_resolved_with_the_pages():
    (inline,) = made(pieces("[*there*](waves.ipynb#der-takt)"))
    (link,) = inline.findall(addnodes.pending_xref)
    assert (link["reftarget"], link["reftargetid"]) == ("waves", "der-takt")
    assert link["refexplicit"] and link.astext() == "<em>there</em>"


def test_a_formula_and_a_theorem_are_called_by_their_numbers():
    *_, formula, _words, theorem = made(pieces("By {eq}`half` and {prf:ref}`thm-tides`"))
    found = [link for each in (formula, theorem) for link in each.findall(addnodes.pending_xref)]
    assert [(link["refdomain"], link["reftype"], link["reftarget"]) for link in found] == [
        ("math", "eq", "half"),
        ("prf", "ref", "thm-tides"),
    ]


def test_the_part_that_helps_is_called_by_its_title():
    (inline,) = made([Link("#der-takt", ["Der takt"], True)])
    (link,) = inline.findall(addnodes.pending_xref)
    assert link["reftarget"] == "tides" and not link["refexplicit"] and not link.astext()


def test_a_link_to_another_host_stays():
    (inline,) = made(pieces("[there](https://a.example/b)"))
    assert inline[0]["refuri"] == "https://a.example/b" and inline.astext() == "there"


def question_in(*above, see=""):
    """Return a transform over a document with a question inside sections of these titles."""
    asked = replace(SAMPLES["choice"], see=see).asked
    transform = Questions(new_document("tides"))
    transform.document.settings.env = Env()
    place = transform.document
    for title in above:
        section = nodes.section("", nodes.title("", title), ids=[title.lower()])
        place += section
        place = section
    place += QuestionNode("", asked=asked)
    transform.run()
    return transform.document


def test_a_question_leads_back_to_the_section_that_it_stands_in():
    document = question_in("Tides", "Moon")
    (link,) = [each for each in document.findall(nodes.reference) if each.get("refid")]
    assert (link["refid"], link.astext()) == ("moon", "Moon")


def test_it_leads_elsewhere_if_it_says_so_and_never_to_the_whole_page():
    elsewhere, alone = question_in("Tides", "Moon", see="waves.ipynb#a"), question_in("Tides")
    assert not [each for each in elsewhere.findall(nodes.reference) if each.get("refid")]
    assert [each["reftarget"] for each in elsewhere.findall(addnodes.pending_xref)][-1] == "waves"
    assert not list(alone.findall(nodes.reference))
