import pytest
from explorable.digits import within


@pytest.mark.parametrize(
    ("right", "digits"), [(0.06, 2), (1.6, 1), (52.6, 0), (2.0784, 3), (250, -1)]
)
def test_a_number_is_right_within_six_tenths_of_its_last_digit(right, digits):
    unit = 10.0**-digits
    assert all(within(right + share * unit, right, digits) for share in (0, 0.5, 0.6, -0.6))
    assert not any(within(right + share * unit, right, digits) for share in (0.61, -0.61, 1))
