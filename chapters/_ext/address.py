"""Where the book is published, if anywhere: no address is made up.

The environment tells it (``BOOK_ADDRESS``, ``BOOK_REPOSITORY``, ``BOOK_BRANCH``), so that who
copies the book need change no file; else ``_config.yml`` does (``html: baseurl``, ``repository``).
What needs an address asks `site` or `repository`, and is left out where they are empty.
"""

import os
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError


def site(config: Config) -> str:
    """Return the address of the built pages, which ends in a slash, or an empty text."""
    return config.html_baseurl


def repository(config: Config) -> str:
    """Return the address of the sources, which ends in no slash, or an empty text."""
    return config.html_theme_options.get("repository_url", "")


def branch(config: Config) -> str:
    """Return the branch of the sources that the pages are built from."""
    return config.html_theme_options.get("repository_branch") or "main"


def _set(_app: Sphinx, config: Config) -> None:
    """Prefer what the environment tells to what the configuration does."""
    given = os.environ.get("BOOK_ADDRESS") or config.html_baseurl
    config.html_baseurl = _checked("BOOK_ADDRESS", given, "/")
    given = os.environ.get("BOOK_REPOSITORY") or repository(config)
    if given:
        config.html_theme_options = {
            **config.html_theme_options,
            "repository_url": _checked("BOOK_REPOSITORY", given),
            "repository_branch": os.environ.get("BOOK_BRANCH") or branch(config),
        }


def _checked(name: str, given: str, end: str = "") -> str:
    """Return an address with the end that it should have."""
    parts = urlsplit(given)
    if given and not (parts.scheme in ("http", "https") and parts.netloc):
        raise ConfigError(f"{name} must be an address such as https://example.org, got {given!r}")
    return given.rstrip("/") + end if given else ""


def setup(app: Sphinx) -> None:
    """Read the addresses before anything asks for them."""
    app.connect("config-inited", _set)
