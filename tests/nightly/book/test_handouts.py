"""What is handed out: the notebook that a page offers without solutions, and printed sheets."""

import re

import nbformat
from print_sheets import print_sheets

from tools.sheets import write


def test_the_notebook_without_solutions_reads_without_directives(site):
    path = site / "_sources/chapters/03-softmax-without-solutions.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    tags = [tag for cell in cells for tag in cell.metadata.get("tags", [])]
    assert "exercise" in tags and "solution" not in tags
    text = "\n\n".join(cell.source for cell in cells)
    assert "> **Theorem 3.1 (" in text and "<summary>Hint 1</summary>" in text
    assert "{prf:" not in text and "{dropdown}" not in text


def test_sheets_have_formulas_and_numbers_and_are_printed(browser, site, tmp_path):
    sheets = write(site, tmp_path / "sheets")
    assert len(sheets) == 24
    for path in sheets:
        text = path.read_text("utf-8")
        assert "Exercise" in text and "<details" not in text and r"\(" not in text, path.name
        assert ("class=line" in text) != path.stem.endswith("-solutions"), path.name
    (tmp_path / "html").symlink_to(site, target_is_directory=True)
    for path in sheets:
        if not path.name.startswith("03-"):
            path.unlink()
    print_sheets(browser, tmp_path / "sheets", tmp_path / "handouts")
    for name in ("03-softmax", "03-softmax-solutions"):
        printed = (tmp_path / "handouts" / f"{name}.pdf").read_bytes()
        assert printed.startswith(b"%PDF") and re.search(rb"SourceSerif", printed)
        assert len(re.findall(rb"/Type /Page\b", printed)) >= 2
