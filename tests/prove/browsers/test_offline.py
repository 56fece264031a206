"""A reader opens a page, loses the network and reads on, in every engine."""

import pytest
from serving import open_to_all, shuttable
from stored import LESSON
from walks import first, write

ASK = """import js; r = js.XMLHttpRequest.new(); r.open("GET", "{other}", False); r.send()"""


@pytest.fixture
def host(site):
    with shuttable(site) as host:
        yield host


def test_the_book_is_read_without_its_host(tab, host):
    address, shut = host
    place = ".explorable-offline"
    tab.goto(f"{address}/chapters/offline.html")
    tab.wait_for_words(f"{place} button", "Keep the book on this device")
    tab.click(f"{place} button")
    tab.wait_for_words(f"{place} [role=status]", "The whole book is on this device")
    shut()
    tab.open(f"{address}/chapters/03-softmax.html?visited")
    figure = "[data-explorer='softmax_temperature']"
    tab.wake(figure)
    tab.show_controls(figure)
    with open_to_all() as (other, asked):
        lesson = first(tab, LESSON)
        write(tab, lesson, ASK.format(other=other))
        tab.wait_for_words(f"{lesson} .cell_output", "NetworkError")
        assert not asked
    tab.goto(f"{address}/chapters/offline.html")
    remove = f"{place} button:last-child"
    tab.wait_for_words(remove, "Remove it from this device")
    tab.click(remove)
    tab.wait_for_words(f"{place} [role=status]", "The book is not on this device any more")
    assert tab.evaluate("() => caches.keys()") == tab.evaluate(
        "async () => (await caches.keys()).filter((name) => !name.includes('offline'))"
    )
