from stranger_books import books, sites  # noqa: F401  fixtures
