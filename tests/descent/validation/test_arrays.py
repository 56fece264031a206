"""Checks of arrays: what passes unchanged and what every refusal says."""

import numpy as np
import pytest
from descent.validation import (
    require_array,
    require_counts,
    require_mask,
    require_overflow,
    require_same_shape,
)
from descent.validation.arrays import as_array, require_bounds


class TestArray:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            (np.float32, np.float32),
            (np.float64, np.float64),
            (np.float16, np.float64),
            (np.int8, np.float64),
            (bool, np.float64),
        ],
    )
    def test_types(self, given, kept):
        assert require_array("x", np.ones(2, given)).dtype == kept

    def test_good_arrays_are_not_copied(self):
        x = np.ones(3)
        assert require_array("x", x) is x

    @pytest.mark.parametrize(
        ("value", "options", "message"),
        [
            ([1, [2]], {}, "x must be a rectangular array"),
            (["a"], {}, "x must hold real numbers, got dtype <U1"),
            ([None], {}, "x must hold real numbers, got dtype object"),
            ([[], []], {}, r"x must not be empty, got shape \(2, 0\)"),
            ([[1, np.nan]], {}, r"x must not contain NaN, got NaN at index \(0, 1\)"),
            ([1, -np.inf], {}, r"x must be finite, got -inf at index \(1,\)"),
            ([np.inf, np.nan], {"infinite": True}, r"x must not contain NaN.* index \(1,\)"),
            ([1], {"ndim": 2}, r"x must be 2-D, got shape \(1,\)"),
            ([[[1]]], {"ndim": (1, 2)}, r"x must be 1-D or 2-D, got shape \(1, 1, 1\)"),
        ],
    )
    def test_refusals(self, value, options, message):
        with pytest.raises(ValueError, match=message):
            require_array("x", value, **options)

    def test_a_masked_array_is_refused_rather_than_unmasked(self):
        masked = np.ma.masked_array([1.0, 2.0], [False, True])
        with pytest.raises(ValueError, match=r"x must not be a masked array, got shape \(2,\)"):
            require_array("x", masked)

    def test_infinity_on_request(self):
        np.testing.assert_array_equal(require_array("x", [np.inf], infinite=True), [np.inf])

    def test_same_shape(self):
        require_same_shape("a", np.ones((2, 3)), "b", np.zeros((2, 3)))
        with pytest.raises(ValueError, match=r"b must have the shape of a, \(2,\), got shape \(2,"):
            require_same_shape("a", np.ones(2), "b", np.ones((2, 1)))


def test_bounds():
    ends = np.array([0.0, 1.0])
    require_bounds("p", ends, minimum=0, maximum=1)
    for bounds, words in (({"above": 0}, "> 0"), ({"minimum": 0, "below": 1}, ">= 0 and < 1")):
        with pytest.raises(ValueError, match=f"p must hold numbers {words}, got values from 0.0 "):
            require_bounds("p", ends, **bounds)
        with pytest.raises(ValueError, match=f"p must hold numbers {words}, got values from 0.0 "):
            require_array("p", ends, **bounds)


@pytest.mark.parametrize("value", [[0, 1], [[True]], True, np.zeros(0, bool), ["True"]])
def test_masks(value):
    mask = np.array([True, False])
    assert require_mask("truth", mask) is mask
    with pytest.raises(ValueError, match=r"truth must be bool of shape \(N,\), got dtype"):
        require_mask("truth", value)


def test_counts():
    np.testing.assert_array_equal(require_counts("counts", [0, 2**50]), [0, 2**50])
    for bad in ([3, -1], [-1], [0.5, 1]):
        with pytest.raises(ValueError, match="counts must be whole numbers, none negative, got"):
            require_counts("counts", bad)
    with pytest.raises(ValueError, match=r"counts must be below 2\*\*53 / 2, got"):
        require_counts("counts", [0, 2**52])


def test_overflow():
    ones = np.ones(2)
    assert require_overflow("w", ones, "X") is ones
    with pytest.raises(FloatingPointError, match="w is not finite: X too large"):
        require_overflow("w", np.array([1, np.inf]), "X")


ROW = np.ma.array([1.0, 99.0, 2.0], mask=[0, 1, 0])
HOLDER = np.empty(2, object)
HOLDER[:] = [ROW, ROW]


@pytest.mark.parametrize(
    "value",
    [ROW, [ROW], (ROW, ROW), [[ROW], [ROW]], [[1.0, 2.0, 3.0], ROW], HOLDER, [np.ma.masked, 1.0]],
    ids=["array", "list", "tuple", "list of lists", "beside a list", "objects", "the constant"],
)
def test_a_mask_is_never_lost(value):
    for read in (as_array, require_array):
        with pytest.raises(ValueError, match=r"x must not (be|hold) a masked array"):
            read("x", value)


def test_float32_of_the_other_byte_order_stays_float32():
    for kind, known in (
        (">f4", "float32"),
        (">f8", "float64"),
        (">i4", "float64"),
        ("f2", "float64"),
    ):
        assert require_array("x", np.ones(2, kind)).dtype == np.dtype(known)
