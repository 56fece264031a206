from lab_server import notebooks, open_cells, open_it, page  # noqa: F401  fixtures
