import pytest
from explorable.sphinx.theme import rewrite

collect_ignore = ["foreign"]  # a book of somebody else, to be built: no module of ours


@pytest.fixture
def warned(monkeypatch):
    """The warnings about pages, as they come."""
    texts = []
    monkeypatch.setattr(rewrite.logger, "warning", lambda text, **_where: texts.append(text))
    return texts
