"""The built book in three engines; `make test-all` gives WebKit a screen."""

from book import served  # noqa: F401  fixtures
from engines import engine, tab  # noqa: F401
