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


@pytest.mark.parametrize(
    ("settings", "environment", "expected"),
    [
        ({}, {}, ("", "", "main")),
        ({}, {"ADDRESS": HOME}, (HOME, "", "main")),
        ({}, {"ADDRESS": HOME.rstrip("/")}, (HOME, "", "main")),
        ({"html_baseurl": "https://elsewhere.org"}, {"ADDRESS": HOME}, (HOME, "", "main")),
        ({}, {"REPOSITORY": f"{SOURCES}/", "BRANCH": "next"}, ("", SOURCES, "next")),
        (
            {"html_baseurl": HOME, "html_theme_options": {"repository_url": SOURCES}},
            {},
            (HOME, SOURCES, "main"),
        ),
    ],
)
def test_where_pages_and_sources_are_is_told_and_never_made_up(
    read, settings, environment, expected
):
    config = read(settings, **environment)
    found = address.site(config), address.repository(config), address.branch(config)
    assert found == expected
    assert bool(config.html_theme_options) == bool(expected[1])


@pytest.mark.parametrize("name", ["ADDRESS", "REPOSITORY"])
def test_what_is_no_address_is_refused(read, name):
    with pytest.raises(ConfigError, match=f"BOOK_{name} must be an address.*'example.org/book'"):
        read(**{name: "example.org/book"})
