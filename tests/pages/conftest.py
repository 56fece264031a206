from book import address, context, new_page, reader  # noqa: F401  fixtures
from living import page, visit  # noqa: F401
