from book import served  # noqa: F401  fixtures
from engines import engine, tab  # noqa: F401
