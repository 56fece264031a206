import pytest
from explorable.sphinx import finish


@pytest.fixture
def warned(monkeypatch):
    """The warnings about pages, as they come."""
    texts = []
    monkeypatch.setattr(finish.logger, "warning", lambda text, **_where: texts.append(text))
    return texts
