"""What explorers require travels with the page, whole and once."""

import io
import tarfile
import zipfile

import pytest
from explorable.bundle import requirements


def test_packages_bring_what_they_depend_on(tmp_path):
    names = [
        path.name.partition("-")[0] for path in requirements.wheels(["scikit-learn"], tmp_path)
    ]
    assert {"scikit_learn", "scipy", "joblib", "threadpoolctl", "numpy"} == set(names)


def test_what_is_no_package_of_python_cannot_be_required():
    with pytest.raises(ValueError, match="'libgdal' cannot be on a page"):
        requirements.refuse_missing(["libgdal"])


def test_a_wheel_becomes_an_archive_of_what_is_not_there(tmp_path):
    wheel = tmp_path / "tides-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("tides/__init__.py", "tides/moon.py", "tides-1.0.dist-info/METADATA"):
            archive.writestr(name, name)
    data = requirements.tar_of(wheel, frozenset({"tides/moon.pyc"}))
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        assert archive.getnames() == ["tides-1.0.dist-info/METADATA", "tides/__init__.py"]
        assert archive.extractfile("tides/__init__.py").read() == b"tides/__init__.py"
    assert requirements.wheels([str(wheel)], tmp_path) == [wheel]
