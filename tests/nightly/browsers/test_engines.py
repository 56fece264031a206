"""What a tab of WebKit's promises where something goes wrong, with a driver that is none."""

from types import SimpleNamespace

import engines
import pytest
from selenium.common.exceptions import WebDriverException


class Driver:
    """Opens nothing, and answers each script with an error."""

    def __init__(self, said="", **given):
        self.said, self.open = said, True
        self.command_executor = SimpleNamespace(client_config=SimpleNamespace(timeout=None))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.open = False

    def set_window_size(self, width, height): ...

    def set_script_timeout(self, seconds): ...

    def execute_async_script(self, script, given):
        raise WebDriverException(self.said)


def test_a_page_whose_process_has_ended_is_told_so():
    tab = engines.SeleniumTab(Driver("Could not parse script result"))
    with pytest.raises(AssertionError, match="process of the page has ended"):
        tab.text("p")


def test_whatever_else_the_driver_says_is_told_as_it_is():
    with pytest.raises(WebDriverException, match="no such window"):
        engines.SeleniumTab(Driver("no such window")).text("p")


def test_a_browser_is_closed_after_a_visit_that_fails_and_waits_for_no_page_forever(monkeypatch):
    monkeypatch.setattr(engines.webdriver, "WebKitGTK", Driver)
    here = SimpleNamespace(find=lambda: "browser")
    monkeypatch.setitem(engines.machine.PARTS, "webkit", here)
    with pytest.raises(WebDriverException), engines.webkit(None) as tab:
        assert tab.driver.open and tab.driver.command_executor.client_config.timeout
        tab.text("p")
    assert not tab.driver.open
