"""Moves that nobody sees."""

from explorable.kernel import practice


def test_each_move_is_another_and_takes_what_a_reader_s_takes():
    practice.practice()
    drawing = practice._drawing()
    shown = [drawing.show({"height": height}) for height in (0.1, 0.6)]
    assert all(message["patch"] for message in shown)
    heights = set()
    for _ in range(5):
        practice.practice()
        heights.add(drawing.figure.axes[0].patches[0].get_height())
    assert len(heights) == 5


def test_nothing_that_readers_see_is_touched(monkeypatch, capsys):
    import matplotlib as mpl
    from explorable.kernel import runtime

    before = dict(mpl.rcParams)
    runtime.practice()
    assert dict(mpl.rcParams) == before
    assert not runtime._drawings
    assert capsys.readouterr() == ("", "")
