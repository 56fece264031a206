from book import address, context, new_page, open_explorer, open_page, reader, scripts  # noqa: F401  fixtures
from living import page, visit  # noqa: F401

collect_ignore = ["captions.py", "drawn.py", "fitted.py"]  # they run in Pyodide
