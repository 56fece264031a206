"""Settings are checked once, with a sentence for each mistake."""

from pathlib import Path
from types import SimpleNamespace

import explorable
import pytest
from explorable.sphinx import settings
from explorable.sphinx.settings import Settings
from sphinx.errors import ConfigError


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"packages": "waves"}, "explorable_packages must be a list of texts, got 'waves'"),
        ({"packages": (1,)}, "explorable_packages must be a list of texts"),
        ({"packages": ("no_such_waves",)}, "must name importable packages, got 'no_such_waves'"),
        ({"packages": ("no_such.waves",)}, "No module named 'no_such'"),
        ({"lecture": "yes"}, "explorable_lecture must be bool, got 'yes'"),
        ({"frames": 60}, 'explorable_frames must be a mapping, as {"combinations": 60}, got 60'),
        ({"requirements": ("panda",)}, "explorable_requirements: 'panda' is neither a wheel"),
        ({"requirements": ("a-1-py3-none-any.whl",)}, "there is no wheel a-1-py3-none-any.whl"),
    ],
)
def test_a_wrong_setting_is_named(given, message):
    with pytest.raises(ConfigError, match=message):
        Settings(**given)


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("frames", {"size": "9"}, "size of explorable_frames must be a number, got '9'"),
        ("frames", {"x": 1}, "explorable_frames takes values, combinations, seconds, .*, got 'x'"),
        ("words", "Play", "explorable_words must be a mapping of texts, .*, got 'Play'"),
        ("words", {"play": 3}, r"explorable_words must be .*, got \{'play': 3\}"),
    ],
)
def test_a_mapping_is_checked_by_its_values(tmp_path, name, given, message):
    values = {**vars(Settings()), "words": {}, name: given}
    config = SimpleNamespace(**{f"explorable_{key}": value for key, value in values.items()})
    with pytest.raises(ConfigError, match=message):
        settings.read(config, tmp_path)
        settings.words(config)


def test_the_package_is_no_extension_and_says_which_is():
    with pytest.raises(ConfigError, match=r'called "explorable\.sphinx"'):
        explorable.setup(None)


def test_a_wheel_that_is_not_pure_is_refused(tmp_path):
    wheel = tmp_path / "tides-1.0-cp314-cp314-linux_x86_64.whl"
    wheel.write_bytes(b"")
    with pytest.raises(ConfigError, match="is not of pure Python"):
        Settings(requirements=(str(wheel),))


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("tides.csv", "explorable_files: there is no file 'tides.csv' in"),
        ("../tides.csv", "explorable_files: '../tides.csv' leads out of the book"),
        ("/tides.csv", "explorable_files: '/tides.csv' leads out of the book"),
    ],
)
def test_a_file_that_is_not_there_is_named(tmp_path, pattern, message):
    with pytest.raises(ConfigError, match=message):
        settings.files(Settings(files=(pattern,)), tmp_path)


def test_files_are_named_by_their_places_in_the_book(tmp_path):
    (tmp_path / "sea").mkdir()
    for name in ("a.csv", "b.csv", "c.txt"):
        (tmp_path / "sea" / name).write_text(name)
    found = settings.files(Settings(files=("sea/*.csv", "sea/a.*")), tmp_path)
    assert list(found) == ["sea/a.csv", "sea/b.csv"]


def test_paths_are_beside_the_configuration(tmp_path):
    (tmp_path / "tides-1.0-py3-none-any.whl").write_bytes(b"")
    values = {f"explorable_{name}": value for name, value in vars(Settings()).items()}
    values["explorable_requirements"] = ["scipy", "tides-1.0-py3-none-any.whl"]
    found = settings.read(SimpleNamespace(**values), tmp_path)
    assert found.cache == str(tmp_path / ".cache")
    assert found.requirements == ("scipy", str(tmp_path / "tides-1.0-py3-none-any.whl"))


def test_a_cache_that_cannot_be_written_is_another_folder_and_named(tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(settings.logger, "info", lambda text, *values: said.append(text % values))
    monkeypatch.setattr(settings.os, "access", lambda place, _mode: Path(place) != tmp_path)
    caches = [tmp_path / "book" / ".cache", tmp_path.parent / ".cache"]
    other, same = map(settings._writable, caches)
    assert same == str(caches[1]) and Path(other).is_dir() and tmp_path not in Path(other).parents
    assert [f"{caches[0]} cannot be written" in each for each in said] == [True]
    assert "explorable_cache names a folder that stays" in said[0]
