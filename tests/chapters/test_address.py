"""The public addresses come from the environment or the configuration, and from nowhere else."""

from types import SimpleNamespace

import pytest
from _ext import address
from sphinx.errors import ConfigError

HOME, SOURCES = "https://example.org/book/", "https://github.com/someone/book"


@pytest.fixture
def read(monkeypatch):
    """Return the configuration of a project, as the environment changes it."""
    for name in ("ADDRESS", "REPOSITORY", "BRANCH"):
        monkeypatch.delenv(f"BOOK_{name}", raising=False)

    def read(settings=None, **environment):
        for name, text in environment.items():
            monkeypatch.setenv(f"BOOK_{name}", text)
        config = SimpleNamespace(html_baseurl="", html_theme_options={})
        vars(config).update(settings or {})
        address._set(None, config)
        return config

    return read


def test_no_address_is_made_up(read):
    config = read()
    assert address.site(config) == address.repository(config) == ""
    assert config.html_theme_options == {}


@pytest.mark.parametrize("given", [HOME, HOME.rstrip("/")])
def test_the_environment_tells_where_the_pages_are(read, given):
    assert address.site(read(ADDRESS=given)) == HOME
    assert address.site(read({"html_baseurl": "https://elsewhere.org"}, ADDRESS=given)) == HOME


def test_the_environment_tells_where_the_sources_are(read):
    config = read(REPOSITORY=f"{SOURCES}/", BRANCH="next")
    assert address.repository(config) == SOURCES
    assert address.branch(config) == "next"


def test_the_configuration_does_the_same(read):
    config = read({"html_baseurl": HOME, "html_theme_options": {"repository_url": SOURCES}})
    assert address.site(config) == HOME
    assert address.repository(config) == SOURCES
    assert address.branch(config) == "main"


@pytest.mark.parametrize("name", ["ADDRESS", "REPOSITORY"])
def test_what_is_no_address_is_refused(read, name):
    with pytest.raises(ConfigError, match=f"BOOK_{name} must be an address.*'example.org/book'"):
        read(**{name: "example.org/book"})
