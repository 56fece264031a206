"""One menu says in words what a reader takes from a page."""

from explorable.theme.menu import gather

NOTEBOOK = {"text": ".ipynb", "label": "download-source-button", "icon": "fas fa-file", "url": "a"}
PRINT = {"text": ".pdf", "label": "download-pdf-button", "type": "javascript"}
SCREEN = {"label": "fullscreen-button"}


def gathered(*menus):
    context = {"header_buttons": [*menus]}
    gather(None, "a", "page.html", context, None)
    return context["header_buttons"]


def menu(label, *buttons):
    return {"type": "group", "label": label, "icon": "fas fa-rocket", "buttons": [*buttons]}


def test_launches_and_downloads_are_one_menu_of_what_one_gets():
    lab = {"text": "Run it in JupyterLab", "url": "lab"}
    found = gathered(menu("launch-buttons", lab), menu("download-buttons", NOTEBOOK, PRINT), SCREEN)
    (one, *rest) = found
    assert one["tooltip"] == "Take this chapter with you" and rest == [SCREEN]
    said = [each["text"] for each in one["buttons"]]
    assert said == ["Run it in JupyterLab", "Notebook", "On paper"]
    assert not any("icon" in each for each in one["buttons"])
    assert one["buttons"][1]["url"] == "a" and "closed hints" in one["buttons"][2]["tooltip"]


def test_a_page_that_is_no_notebook_says_page():
    text = {**NOTEBOOK, "text": ".md"}
    (one,) = gathered(menu("download-buttons", text, PRINT))
    assert one["tooltip"] == "Take this page with you"
    assert [each["text"] for each in one["buttons"]] == ["Text of this page (.md)", "On paper"]


def test_a_theme_without_menus_is_left_alone():
    assert gathered(SCREEN) == [SCREEN]
