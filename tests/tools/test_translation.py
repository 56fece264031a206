"""Catalogs say all that their sources say; formulas, code and placeholders stay as they are."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from tools.translation import catalogs, literals, python, update
from tools.translation.site import translator

BOOK = Path(__file__).parents[2]
LANGUAGES = [folder.name for folder in (BOOK / "locale").iterdir()]
CATALOGS = [(each, name) for each in LANGUAGES for name in catalogs.names(BOOK, each)]
MODULES = [path for files in catalogs.sources(BOOK).values() for path in files]
KEPT = (
    re.compile(r"\$[^$]+\$"),
    re.compile(r"`[^`]+`"),
    re.compile(r"\]\(([^)]+)\)"),
    re.compile(r"\[\[\w+\]\]"),
)
WORDS_OF_FORMULAS = re.compile(r"\\text\{[^}]*\}")
ALL_DRAWN = """
from descent.explorers import gradient_descent, scores, softmax
for each in [*vars(scores).values(), softmax.scores_to_probabilities,
             gradient_descent.descent_on_points]:
    if hasattr(each, "presets"):
        print(each.title, each.question, each.render() and each.caption)
        for values in each.presets.values():
            print(each.caption_at(**values))
"""


def messages(language, name):
    return [each for each in catalogs.read(BOOK, language, name) if each.id]


@pytest.mark.parametrize(("language", "name"), CATALOGS)
def test_every_message_is_translated(language, name):
    found = messages(language, name)
    expected = [(m.context, m.id) for m in catalogs.template(BOOK, name) if m.id]
    assert [(m.context, m.id) for m in found] == expected, "run `make gettext`"
    assert not [m.id for m in found if m.fuzzy or not m.string]


def kept(text):
    """What a translation must not change: formulas but for their words, code, links, gaps."""
    found = (match for pattern in KEPT for match in pattern.findall(text))
    return Counter(WORDS_OF_FORMULAS.sub("", each) for each in found)


def fields(text):
    """The variables in the placeholders of an f-string, and how numbers are written."""
    tree = ast.parse(f'f"""{text}"""'.replace("\\", ""), mode="eval")
    called = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} - called
    specs = (getattr(node, "format_spec", None) for node in ast.walk(tree))
    decimals = (re.search(r"(?:\.\w+)?[a-z%]$", literals.text_of(each)) for each in specs if each)
    return names, Counter(found[0] for found in decimals if found)


@pytest.mark.parametrize(("language", "name"), CATALOGS)
def test_formulas_code_links_and_placeholders_stay(language, name):
    for each in messages(language, name):
        assert kept(each.string) == kept(each.id), each.id
        said, meant = (re.sub(r"\$[^$]+\$|`[^`]+`", "", text) for text in (each.string, each.id))
        names = [set(re.findall(r"\{\w*\}", text)) for text in (said, meant)]
        assert names[0] == names[1] or fields(said) == fields(meant), each.id


@pytest.mark.parametrize("path", [p for p in MODULES if p.suffix == ".py"], ids=lambda p: p.name)
def test_a_message_is_written_as_it_was_read(path):
    source = path.read_text("utf-8")
    copy = source
    for piece in sorted(python.messages(source), reverse=True):
        copy = copy[: piece.start] + piece.write(piece.text) + copy[piece.end :]
    assert ast.dump(ast.parse(copy)) == ast.dump(ast.parse(source))


def test_what_no_reader_sees_is_no_message():
    source = '''
def scale(x):
    """Return x."""
    table = {"center": 1, "two words": 2, "ha": "left"}
    if not x:
        raise ValueError("x must be there")
    raise Wrong(f"the {table['center']} is wrong")
axes.set(xlabel="time", color="red", title="$x$")
'''
    texts = [piece.text for piece in python.messages(source)]
    assert texts == ["two words", "the {table['center']} is wrong", "time"]


def test_a_translation_fits_into_the_lines_of_its_place():
    node = ast.parse('f"a {b:.1f}"', mode="eval").body
    written = literals.write(node, 8, 40, "ein b von {b:.1f}, " * 4)
    assert max(map(len, written.splitlines())) <= 40
    assert literals.text_of(ast.parse(written, mode="eval").body) == "ein b von {b:.1f}, " * 4


def test_a_catalog_keeps_what_it_has_and_marks_what_changed(tmp_path):
    (tmp_path / "chapters").mkdir()
    for folder in ("_ext", "../code/descent/src/descent"):
        (tmp_path / "chapters" / folder).mkdir(parents=True)
    page = tmp_path / "chapters" / "waves.ipynb"
    cells = [nbformat.v4.new_markdown_cell("# Waves\n\nA wave rises and falls again.")]
    cells.append(nbformat.v4.new_code_cell('print("high")  # the crest'))
    page.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=cells)))
    update.update(tmp_path, "de", "chapters/waves")
    catalog = catalogs.read(tmp_path, "de", "chapters/waves")
    said = ["Wellen", "Eine Welle steigt und fällt.", "hoch", "der Kamm"]
    for message, text in zip([m for m in catalog if m.id], said, strict=True):
        message.string = text
    catalogs.write(catalog, catalogs.place(tmp_path, "de") / "chapters" / "waves.po")
    text = catalogs.translated(page, translator(catalog))
    assert [cell.source for cell in nbformat.reads(text, 4).cells] == [
        "# Wellen\n\nEine Welle steigt und fällt.",
        'print("hoch")  # der Kamm',
    ]
    page.write_text(page.read_text().replace("falls again", "falls"))
    update.update(tmp_path, "de", "chapters/waves")
    changed = [m for m in catalogs.read(tmp_path, "de", "chapters/waves") if m.fuzzy]
    assert [m.string for m in changed] == ["Eine Welle steigt und fällt."]
    assert (
        translator(catalogs.read(tmp_path, "de", "chapters/waves"))(changed[0].id) == changed[0].id
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_explorers_draw_and_speak_in_every_language(language, tmp_path):
    package = tmp_path / "descent"
    shutil.copytree(BOOK / catalogs.CODE / "descent", package)
    for name, files in catalogs.sources(BOOK).items():
        if (language, name) in CATALOGS and name.startswith("descent/"):
            translate = translator(catalogs.read(BOOK, language, name))
            (tmp_path / f"{name}.py").write_text(catalogs.translated(files[0], translate), "utf-8")
    path = os.pathsep.join([str(tmp_path), str(BOOK / "code" / "explorable" / "src")])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", ALL_DRAWN]
    run = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    assert not re.search(r"\b(the|of|and|photo|score of|loss)\b", run.stdout)
