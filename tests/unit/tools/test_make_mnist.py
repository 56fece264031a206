"""The subset of MNIST is what the script makes of the original files, to the byte."""

import hashlib

import numpy as np
import pytest
from descent.datasets import mnist

from tools import make_mnist


def test_the_note_names_the_checksums_of_the_originals():
    note = (make_mnist.STORE / "README.md").read_text(encoding="utf-8")
    assert all(f"{name} | {md5}" in note for name, md5 in make_mnist.MD5.items())


def test_other_files_are_refused(tmp_path):
    (tmp_path / "train-images-idx3-ubyte").write_bytes(b"other")
    with pytest.raises(ValueError, match=r"train-images-idx3-ubyte must have the MD5 6bbc9ace"):
        make_mnist.require_originals(tmp_path)


def test_it_makes_the_subset_again_from_the_stored_images(monkeypatch, tmp_path):
    """With the stored images in place of the originals: the rest of the way is the same."""
    stored = mnist._read_subset()
    monkeypatch.setattr(make_mnist, "require_originals", lambda folder: None)
    monkeypatch.setattr(make_mnist, "read_folder", lambda folder: stored)
    monkeypatch.setattr(make_mnist, "STORE", tmp_path)
    make_mnist.main(tmp_path)
    monkeypatch.setattr(mnist, "_SUBSET", tmp_path / "mnist.npz")
    made = (tmp_path / "mnist.npz").read_bytes()
    assert b"\0\0\x21\0" in made[:16]  # 1 January 1980, 00:00: the same bytes at any time
    monkeypatch.setattr(mnist, "_SHA256", hashlib.sha256(made).hexdigest())
    for again, array in zip(mnist._read_subset(), stored, strict=True):
        np.testing.assert_array_equal(again, array)
