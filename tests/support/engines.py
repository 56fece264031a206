"""Three engines behind one tab, driven as a reader drives them: real keys, a real pointer.

Playwright drives Chromium and Firefox, Selenium WebKitGTK's small browser. Both act on the place
in the window that the page itself names, so that a test is written once.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser import launch
from playwright.sync_api import Browser, Frame, Page, Playwright
from selenium import webdriver
from selenium.common.exceptions import NoSuchFrameException, WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.proxy import Proxy
from selenium.webdriver.support.expected_conditions import url_changes
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.service import Service

from tools import machine

PATIENCE = 240
"""Seconds for whatever a page does; a busy machine is no failure."""

PLACE = """async (selector, across, down) => {
  const target = document.querySelector(selector);
  const box = () => target.getBoundingClientRect();
  const frame = () => new Promise(requestAnimationFrame);
  const moved = (from, to) =>
    ["left", "top", "width", "height"].some((side) => Math.abs(to[side] - from[side]) >= 2);
  let last;
  do {
    last = box();
    target.scrollIntoView({ block: "center", behavior: "instant" });
    await frame().then(frame);
  } while (moved(last, box()));
  const { left, top, width, height } = box();
  return [left + across * width, top + down * height];
}"""
"""Where in the window a place of an element is, once it stands still: Firefox centers what lies at
half a pixel now here, now a pixel beside it."""

WORDS = """(selector) =>
  (document.querySelector(selector)?.textContent ?? "").split(/\\s+/).join(" ").trim()"""
"""The words of an element, one space between any two."""


ENDED = "Could not parse script result"
"""What WebKit's driver says when the process of a page ends before a script has answered. Asking
again is no use: the session ends with it."""


class Tab:
    """A tab of a browser, and the reader before it.

    What an engine does in its own way, two classes below say: both the same.
    """

    def open(self, address: str) -> None:
        """Open a page of the book, and wait until it is laid out and listens."""
        self.goto(address)
        self.wait_for_arrival()

    def wait_for_arrival(self) -> None:
        """Wait until all sections of the page are laid out, and its explorers can be touched."""
        self.wait("() => document.querySelector('.explorable-controls:enabled')")
        self.wait("() => !document.querySelector('html.explorable-arriving')")

    def wake(self, figure: str) -> None:
        """Touch an explorer and wait until Python answers."""
        self.wait("(it) => document.querySelector(it).matches(':enabled')", f"{figure} fieldset")
        self.stroke([self.place(f"{figure} .explorable-picture", 0.02, 0.02)])
        self.wait("() => document.documentElement.dataset.runtime === 'ready'")

    def show_controls(self, figure: str) -> None:
        """Let an explorer answer without a guess: then it can be moved."""
        self.wait("(it) => document.querySelector(it).matches(':enabled')", f"{figure} fieldset")
        guess = f"{figure}[data-guess=open] .explorable-guess button:last-child"
        if self.evaluate("(guess) => Boolean(document.querySelector(guess))", guess):
            self.click(guess)

    def place(self, selector: str, across: float = 0.5, down: float = 0.5) -> tuple[float, float]:
        """Bring an element into view, once it is there, and say where in the window a place is."""
        self.wait("(selector) => document.querySelector(selector)", selector)
        return tuple(self.evaluate(PLACE, selector, across, down))

    def click(self, selector: str) -> None:
        """Press the middle of an element, once it is there to be seen."""
        self.wait(
            "(selector) => document.querySelector(selector)?.getClientRects().length", selector
        )
        self.stroke([self.place(selector)])

    def focus(self, selector: str) -> None:
        """Give an element the keys."""
        self.evaluate("(selector) => document.querySelector(selector).focus()", selector)

    def text(self, selector: str) -> str:
        """Return the words of an element."""
        return self.evaluate(WORDS, selector)

    def wait(self, condition: str, *arguments: Any) -> None:
        """Wait until a JavaScript function, asked with each frame, gives what counts as true."""
        watch = f"""async (...given) => {{
          const end = performance.now() + {1000 * PATIENCE};
          while (!({condition})(...given)) {{
            if (performance.now() > end) return false;
            await new Promise(requestAnimationFrame);
          }}
          return true;
        }}"""
        assert self.evaluate(watch, *arguments), (
            f"waited in vain for {condition} of {arguments}; the page says: {self.says()}"
        )

    def wait_for_words(self, selector: str, pattern: str) -> None:
        """Wait until an element's words are what a regular expression describes."""
        self.wait(f"(s, pattern) => new RegExp(pattern).test(({WORDS})(s))", selector, pattern)

    def says(self) -> list[str]:
        """Return what the page says of itself: state of Python, of explorers, of cells."""
        find = "() => [...document.querySelectorAll('[role=status], [role=alert]')]"
        words = self.evaluate(f"{find}.map((each) => each.textContent.trim())")
        return [each for each in words if each]


class PlaywrightTab(Tab):
    """A tab of Chromium or Firefox."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frame: Page | Frame = page

    def goto(self, address: str) -> None:
        """Open a page, and wait until it is loaded."""
        self.frame = self.page
        self.page.goto(address, timeout=1000 * PATIENCE)

    def reload(self) -> None:
        """Load the page again."""
        self.page.reload(timeout=1000 * PATIENCE)

    def follow(self, link: str) -> None:
        self.focus(link)
        with self.page.expect_navigation():
            self.press("Enter")

    def wait_for_address(self, ending: str) -> None:
        """Wait until another page has come, whose path ends so."""
        pattern = re.compile(rf"{re.escape(ending)}([?#]|$)")
        self.frame.wait_for_url(pattern, timeout=1000 * PATIENCE)

    def open_another(self) -> None:
        """From here on act in another tab of the same browser; this one stays as it is."""
        self.page = self.frame = self.page.context.new_page()

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """Call a function, given as JavaScript, and return what it gives or promises."""
        return self.frame.evaluate(f"(given) => ({function})(...given)", list(arguments))

    def enter(self, frame: str) -> None:
        """From here on act in the frame with this selector, in the upper left corner."""
        self.frame = self.page.wait_for_selector(frame).content_frame()

    def press(self, keys: str) -> None:
        """Press a key, or several joined by ``+``: ``Shift+Enter``."""
        self.page.keyboard.press(keys)

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        self.page.keyboard.type(text)

    def stroke(self, points: list[tuple[float, float]]) -> None:
        """Go to the first of some points of the window, press, pass by the others, let go."""
        mouse = self.page.mouse
        mouse.move(*points[0])
        mouse.down()
        for point in points[1:]:
            mouse.move(*point, steps=4)
        mouse.up()


class SeleniumTab(Tab):
    """A tab of WebKitGTK's browser."""

    def __init__(self, driver: webdriver.WebKitGTK) -> None:
        self.driver = driver

    def goto(self, address: str) -> None:
        self.driver.get(address)
        self._arrive()

    def reload(self) -> None:
        self.driver.refresh()
        self._arrive()

    def _arrive(self) -> None:
        """Wait for a page that draws: now and then the one before is left only now."""
        arrived = WebDriverWait(self.driver, PATIENCE, ignored_exceptions=[NoSuchFrameException])
        arrived.until(_draws)

    def follow(self, link: str) -> None:
        self.focus(link)
        left = self.driver.current_url
        self.press("Enter")
        WebDriverWait(self.driver, PATIENCE).until(url_changes(left))
        self._arrive()

    def wait_for_address(self, ending: str) -> None:
        leaving = WebDriverWait(self.driver, PATIENCE, ignored_exceptions=[NoSuchFrameException])
        path = "return location.pathname"
        leaving.until(lambda driver: driver.execute_script(path).endswith(ending))

    def open_another(self) -> None:
        self.driver.switch_to.new_window("window")  # a tab behind another draws no frames

    def evaluate(self, function: str, *arguments: Any) -> Any:
        call = f"""const [given, done] = arguments;
          (async () => ({function})(...given))().then(
            (value) => done([value]), (error) => done({{ error: String(error) }}));"""
        try:
            answer = self.driver.execute_async_script(call, list(arguments))
        except WebDriverException as error:
            assert error.msg != ENDED, "the process of the page has ended: killed, or crashed"
            raise
        assert isinstance(answer, list), answer["error"]
        return answer[0]

    def enter(self, frame: str) -> None:
        self.driver.switch_to.frame(self.driver.find_element(By.CSS_SELECTOR, frame))

    def press(self, keys: str) -> None:
        *held, last = [_selenium_key(name) for name in keys.split("+")]
        actions = ActionChains(self.driver)
        for key in held:
            actions.key_down(key)
        actions.send_keys(last)
        for key in reversed(held):
            actions.key_up(key)
        actions.perform()

    def type(self, text: str) -> None:
        ActionChains(self.driver).send_keys(text.replace("\n", Keys.ENTER)).perform()

    def stroke(self, points: list[tuple[float, float]]) -> None:
        actions = ActionBuilder(self.driver, duration=20)
        pointer = actions.pointer_action
        pointer.move_to_location(*map(round, points[0])).pointer_down()
        for point in points[1:]:
            pointer.move_to_location(*map(round, point))
        pointer.pointer_up()
        try:
            actions.perform()
        except WebDriverException as error:
            if error.msg:
                raise
            actions.clear_actions()  # now and then the driver loses a stroke and tells no cause
            actions.perform()


def _draws(driver: webdriver.WebKitGTK) -> bool:
    """Whether the page answers over two frames: what it is asked while it is left is lost."""
    return driver.execute_async_script(
        "requestAnimationFrame(() => requestAnimationFrame(() => arguments[0](true)))"
    )


def _selenium_key(name: str) -> str:
    """Return what Selenium sends for a key's name in the DOM: ``ArrowLeft``, ``a``."""
    return getattr(Keys, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper(), name)


def launch_firefox(playwright: Playwright, **preferences: Any) -> Browser:
    """Start an installed Firefox, which speaks WebDriver BiDi by itself."""
    return playwright.firefox.launch(
        channel="moz-firefox",
        executable_path=machine.PARTS["firefox"].find(),
        # One process for all origins: a driver's keys reach no frame of another process.
        firefox_user_prefs={"fission.autostart": False} | preferences,
    )


@contextmanager
def visit(browser: Browser, proxy: str | None = None) -> Iterator[Tab]:
    """Open a tab of a browser that runs, for somebody who has never been here."""
    with browser.new_context(viewport=WINDOW, proxy=proxy and {"server": proxy}) as context:
        yield PlaywrightTab(context.new_page())


@contextmanager
def start(launch: Callable[[Playwright], Browser], playwright: Playwright) -> Iterator[Tab]:
    """Open a tab of a browser that is started for it."""
    with launch(playwright) as browser, visit(browser) as tab:
        yield tab


@contextmanager
def webkit(playwright: Playwright, proxy: str | None = None) -> Iterator[Tab]:
    """Open a tab of WebKitGTK's small browser; it needs a screen (`xvfb-run`)."""
    options = webdriver.WebKitGTKOptions()
    options.binary_location = machine.PARTS["webkit"].find()
    options.add_argument("--automation")
    if proxy:
        options.proxy = Proxy({"proxyType": "manual", "httpProxy": urlsplit(proxy).netloc})
    root = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"} if os.geteuid() == 0 else {}
    service = Service(shutil.which("WebKitWebDriver"), env=os.environ | root)
    with webdriver.WebKitGTK(options=options, service=service) as driver:
        # The clock of scripts is the page's own, and stands still when the page does.
        driver.command_executor.client_config.timeout = 3 * PATIENCE
        driver.set_window_size(**WINDOW)
        driver.set_script_timeout(2 * PATIENCE)
        yield SeleniumTab(driver)


WINDOW = {"width": 1280, "height": 900}
LAUNCH = {"chromium": launch, "firefox": launch_firefox}
"""The engines of which a process serves several readers; WebKit's driver has one for each."""
ENGINES = {name: partial(start, each) for name, each in LAUNCH.items()} | {"webkit": webkit}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine, each in turn; one that this machine lacks is not tried."""
    return request.param


@pytest.fixture
def tab(engine: str, open_tab: Callable[..., AbstractContextManager[Tab]]) -> Iterator[Tab]:
    """A tab of somebody who has never been here."""
    with open_tab(engine) as tab:
        yield tab
