"""How a test says what an exercise's check should make of an answer."""


def accepted(check, answer):
    """Assert that the answer passes."""
    verdict = check(answer)
    assert verdict.passed, verdict


def refused(check, answer, word):
    """Assert that the answer does not pass, and that what is said contains `word`."""
    verdict = check(answer)
    assert not verdict.passed and word in verdict.message, verdict
