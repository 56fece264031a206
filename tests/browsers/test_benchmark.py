"""The benchmark of engines runs through and has a row for all that it promises."""

from benchmarking import output, rows


def test_what_readers_wait_for_is_timed_in_each_engine():
    table = rows(output("browsers"))
    assert {"ravine", "a fixed loop", "second visit, Python starts"} <= set(table)
    assert all(float(each) > 0 for times in table.values() for each in times)
