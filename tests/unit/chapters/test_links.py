"""Each link of a notebook leads somewhere; what does not is told with its cell, without a build."""

import re

import pytest
from linking import ROLES, broken_in, cells_of, links
from prose import NOTEBOOKS, each_notebook


@each_notebook
def test_links_references_and_citations_lead_somewhere(path):
    lost = broken_in(cells_of(path), path.name)
    assert not lost, "\n".join([f"{path.name} has links that lead nowhere:", *lost])


@pytest.mark.parametrize(
    "link",
    [
        "[word](glossary.md#no-such-word)",
        "[next](13-transformers.ipynb)",
        "[part](03-softmax.ipynb#no-such-heading)",
        "[label elsewhere](04-cross-entropy.ipynb#d3-loss)",
        "[label](no-such-label)",
        "{eq}`eq-nowhere`",
        "{prf:ref}`thm-nowhere`",
        "{cite}`sutton2012,nobody1900`",
    ],
)
def test_what_leads_nowhere_is_told_with_its_cell(link):
    cells = {2: "[softmax](glossary.md#softmax) and {cite}`sutton2012`", 5: f"See {link}."}
    (told,) = broken_in(cells, "03-softmax.ipynb")
    assert told.startswith("cell 5: ")
    assert re.search("no-such|nowhere|transformers|nobody1900|d3-loss", told)


def test_links_and_references_are_found():
    found = [link for path in NOTEBOOKS for text in cells_of(path).values() for link in links(text)]
    assert len(found) > 500
    assert {role for role, _ in found} == {"", *ROLES}
