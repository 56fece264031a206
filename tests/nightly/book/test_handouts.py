"""What is handed out: the notebook that a page offers without solutions, and printed sheets."""

from concurrent.futures import ThreadPoolExecutor

import nbformat
import pypdfium2
import pytest

from tools.sheets import print_sheets


def test_the_notebook_without_solutions_reads_without_directives(site):
    path = site / "_sources/chapters/03-softmax-without-solutions.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    tags = [tag for cell in cells for tag in cell.metadata.get("tags", [])]
    assert "exercise" in tags and "solution" not in tags
    text = "\n\n".join(cell.source for cell in cells)
    assert "> **Theorem 3.1 (" in text and "<summary>Hint 1</summary>" in text
    assert "{prf:" not in text and "{dropdown}" not in text


def text_of(path):
    pages = pypdfium2.PdfDocument(path)
    return " ".join(page.get_textpage().get_text_bounded() for page in pages)


def test_a_page_of_practice_is_printed_with_room_and_with_answers(site, tmp_path):
    with ThreadPoolExecutor() as pool:  # where no other test's browser is driven
        page = "chapters/03-softmax-practice.html"
        pool.submit(print_sheets, site, tmp_path, pages=page).result()
    asked = text_of(tmp_path / "03-softmax-practice.pdf")
    solved = text_of(tmp_path / "03-softmax-practice-solutions.pdf")
    for text in (asked, solved):
        assert "EXERCISE 3.2" in text.upper() and "your code here" in text and "CC BY 4.0" in text
        assert "the factor" in text  # a line to be put in order
        assert "Without JavaScript" not in text
    for told in ("Hint 1", "W.mean(axis=1", "Read again"):
        assert told not in asked and told in solved


def test_a_site_without_pages_of_practice_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="run `make build`"):
        print_sheets(tmp_path, tmp_path / "out")
