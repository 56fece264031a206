"""A reader keeps the book, loses the network and reads on, in every engine."""

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
    place = ".explorable-keep"
    tab.goto(f"{address}/chapters/offline.html")
    tab.wait_for_words(f"{place} button", "Keep this book on this device")
    tab.click(f"{place} button")
    tab.wait_for_words(f"{place} [role=status]", "This book is on this device: edition")
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
    tab.wait_for_words(f"{place} button", "Forget")
    tab.click(f"{place} button")
    tab.wait_for_words(f"{place} [role=status]", "no longer kept")
    assert tab.evaluate("() => caches.keys()") == tab.evaluate(
        "async () => (await caches.keys()).filter((name) => !name.startsWith('explorable keep'))"
    )
