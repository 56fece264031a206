"""Short names of pictures."""

from explorable.identity import identity


def test_identity_is_stable_and_can_start_an_id():
    assert identity("a") == identity("a") != identity("b")
    assert identity("1")[0].isalpha()
