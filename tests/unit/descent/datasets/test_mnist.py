import gzip
import hashlib
from pathlib import Path

import numpy as np
import pytest
from descent import load_mnist
from descent.datasets import mnist
from originals import idx, write_originals


@pytest.fixture
def originals(tmp_path):
    return write_originals(tmp_path)


def test_the_subset_has_the_promised_shapes_and_range():
    X_train, y_train, X_test, y_test = load_mnist()
    assert (X_train.shape, y_train.shape) == ((5000, 784), (5000,))
    assert (X_test.shape, y_test.shape) == ((1000, 784), (1000,))
    assert X_train.dtype == X_test.dtype == np.float32
    assert y_train.dtype == y_test.dtype == int
    for X in (X_train, X_test):
        assert X.min() == 0 and X.max() == 1
    assert set(y_train) == set(y_test) == set(range(10))


def test_the_subset_is_the_beginning_of_the_original():
    # These counts and first labels can be read off the original files by anyone.
    data = load_mnist()
    assert data.y_train[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert data.y_test[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
    counts = [479, 563, 488, 493, 535, 434, 501, 550, 462, 495]
    assert np.bincount(data.y_train).tolist() == counts


def test_the_note_names_the_checksum_of_the_file():
    folder = Path(mnist.__file__).parent
    found = hashlib.sha256((folder / "mnist.npz").read_bytes()).hexdigest()
    note = (folder / "README.md").read_text(encoding="utf-8")
    assert found in note


def test_a_damaged_or_missing_subset_is_refused(monkeypatch, tmp_path):
    content = bytearray(mnist._SUBSET.read_bytes())
    content[500_000] ^= 1
    (tmp_path / "mnist.npz").write_bytes(content)
    monkeypatch.setattr(mnist, "_SUBSET", tmp_path / "mnist.npz")
    with pytest.raises(ValueError, match=r"mnist.npz is damaged: install descent-book again"):
        load_mnist()
    (tmp_path / "mnist.npz").unlink()
    with pytest.raises(FileNotFoundError, match=r"mnist.npz is missing: install"):
        load_mnist()


@pytest.mark.parametrize("zipped", [False, True])
def test_the_whole_set_is_read_from_a_folder(originals, zipped):
    raw = (originals / "train-images-idx3-ubyte").read_bytes()
    if zipped:
        for path in list(originals.iterdir()):
            zip_up(path)
    data = load_mnist(full=str(originals))
    assert [len(part) for part in data] == [7, 7, 3, 3]
    expected = np.frombuffer(raw[16:], np.uint8).reshape(7, 784) / np.float32(255)
    np.testing.assert_array_equal(data.X_train, expected)


IMAGES, LABELS = "train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"
TEST = "t10k-images-idx3-ubyte"
WHOLE = f"{IMAGES} must be a complete IDX file"
DAMAGES = {
    "short": (lambda path: path.write_bytes(path.read_bytes()[:-1]), WHOLE),
    "long": (lambda path: path.write_bytes(path.read_bytes() + b"\0"), WHOLE),
    "empty": (lambda path: path.write_bytes(b""), WHOLE),
    "a page": (lambda path: path.write_bytes(b"<html>not found</html>"), WHOLE),
    "dimensions": (
        lambda path: path.write_bytes((c := path.read_bytes())[:3] + b"\1" + c[4:]),
        WHOLE,
    ),
    "a short zip": (lambda path: zip_up(path, lambda c: c[:40]), f"{IMAGES}.gz is damaged"),
    "another zip": (
        lambda path: zip_up(path, lambda c: c[:30] + b"\xff\xff" + c[32:]),
        f"{IMAGES}.gz is damaged",
    ),
    "a label too few": (
        lambda path: path.with_name("train-labels-idx1-ubyte").write_bytes(
            idx(np.zeros(6, np.uint8))
        ),
        "got 7 train images and 6 labels",
    ),
    **{
        words: (
            lambda path, name=name, array=array: path.with_name(name).write_bytes(idx(array)),
            got,
        )
        for words, name, array, got in (
            (
                "32 by 32",
                IMAGES,
                np.zeros((7, 32, 32), np.uint8),
                r"train images of shape \(7, 32, 32",
            ),
            ("smaller", TEST, np.zeros((3, 20, 20), np.uint8), r"t10k images of shape \(3, 20, 20"),
            ("a label 255", LABELS, np.full(3, 255, np.uint8), "t10k .* and labels up to 255"),
        )
    },
    "no images": (
        lambda path: [
            path.with_name(f"train-{part}-ubyte").write_bytes(idx(np.zeros(shape, np.uint8)))
            for part, shape in {"images-idx3": (0, 28, 28), "labels-idx1": (0,)}.items()
        ],
        r"train images of shape \(0, 28, 28\)",
    ),
    "sizes whose product is 0 in 64 bits": (
        lambda path: path.write_bytes(
            bytes([0, 0, 8, 3]) + np.array([2**31, 2**31, 4], ">u4").tobytes()
        ),
        WHOLE,
    ),
    "no labels": (
        lambda path: path.with_name(LABELS).unlink(),
        rf"{LABELS} \(or .gz\) is missing",
    ),
}


def zip_up(path, damage=lambda content: content):
    """Leave a zip in the place of a file."""
    path.with_name(path.name + ".gz").write_bytes(damage(gzip.compress(path.read_bytes())))
    path.unlink()


@pytest.mark.parametrize(("happens", "message"), DAMAGES.values(), ids=DAMAGES)
def test_damaged_originals_are_refused(originals, happens, message):
    happens(originals / IMAGES)
    error = FileNotFoundError if "missing" in message else ValueError
    with pytest.raises(error, match=message):
        load_mnist(full=originals)


@pytest.mark.parametrize("full", [3, b"folder", ["folder"]])
def test_a_folder_is_a_path(full):
    with pytest.raises(ValueError, match="full must be the path of a folder, got"):
        load_mnist(full)


def test_a_folder_named_like_the_file_is_no_file(tmp_path):
    (tmp_path / "train-images-idx3-ubyte").mkdir()
    with pytest.raises(FileNotFoundError, match="is missing"):
        mnist.read_file(tmp_path / "train-images-idx3-ubyte")
