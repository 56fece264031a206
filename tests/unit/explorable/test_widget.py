import pytest
from explorable.picture.output import PAGE, PICTURE
from explorable.stored import DATA, read


@pytest.fixture
def sent(bars, descend, monkeypatch):
    """What the widgets would send to the page."""
    messages = []
    for explorer in (bars, descend):
        monkeypatch.setattr(explorer.widget, "send", messages.append)
    return messages


def ask(explorer, serial="1", **values):
    question = {"values": values} if values else {}
    explorer.widget._handle_custom_msg({**question, "serial": serial}, [])


def test_a_new_view_is_given_the_whole_picture(bars, sent):
    bars.value = {"height": 2.0}
    sent.clear()
    ask(bars)
    (message,) = sent
    assert message["picture"] == bars.render(height=2.0)
    assert message["values"]["height"] == 2.0


def test_a_move_is_answered_with_a_patch_and_its_serial(bars, sent):
    ask(bars)
    ask(bars, serial="2", height=3.0)
    assert sent[-1]["serial"] == "2"
    assert len(sent[-1]["patch"]) == 1  # the bar: the line, axes and limits are told nothing new
    assert sent[-1]["caption"] == bars.caption == "height 3.0, epoch 0, o, shown"
    ask(bars, serial="3", height=3.0)  # the same values again
    assert sent[-1]["serial"] == "3" and "picture" not in sent[-1]


def test_an_error_is_told_and_the_explorer_goes_on(bars, sent):
    ask(bars)
    ask(bars, serial="2", height=5.0)
    assert sent[-1]["error"] == "ArithmeticError: five is right out"
    assert "Traceback" in sent[-1]["details"] and sent[-1]["serial"] == "2"
    ask(bars, serial="3", height=4.0)
    assert "height 4.0" in sent[-1]["caption"]
    assert "picture" in sent[-1], "what failed may have moved anything"
    ask(bars, serial="4", width=4.0)
    assert "has no width" in sent[-1]["error"]


def test_the_output_is_alive_in_jupyter_and_a_figure_elsewhere(bars):
    bars.value = {"height": 2.0}
    data, metadata = bars._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    assert set(data) == {view, PAGE, PICTURE, DATA, "text/plain"}
    assert data[PAGE] == bars.render(height=2.0)
    assert read(data)["explorer"]["values"]["height"] == 2.0
    assert data["text/plain"] == metadata[PICTURE]["alt"] == f"{bars.title} {bars.caption}"


def test_two_displays_share_one_model_and_two_explorers_do_not(bars):
    other = bars(names=("frog", "toad"))
    view = "application/vnd.jupyter.widget-view+json"
    first, second, third = (each._repr_mimebundle_()[0][view] for each in (bars, bars, other))
    assert first["model_id"] == second["model_id"] != third["model_id"]
    bars.value = {"height": 3.0}
    assert other.value["height"] == 1.0


def ask_next(explorer, serial="n"):
    explorer.widget._handle_custom_msg({"next": True, "serial": serial}, [])


def test_a_new_view_of_a_stream_is_shown_its_end_and_nothing_moves(descend, sent):
    ask(descend)
    (message,) = sent
    assert message["picture"] == descend.render()
    assert message["stream"] == {"count": 5, "more": False}


def test_a_view_is_given_one_picture_for_each_question(descend, sent):
    ask(descend, rate=0.25)
    assert len(sent) == 1 and sent[0]["stream"] == {"count": 1, "more": True}
    for _ in range(5):
        ask_next(descend)
    assert [m["caption"][:6] for m in sent] == [f"step {n}" for n in (1, 2, 3, 4, 5, 5)]
    assert sent[-1]["stream"] == {"count": 5, "more": False}
    assert descend.caption == "step 5 of 5: 0.031"
    ask_next(descend)
    assert sent[-1] == sent[-2], "there is no more"


def test_new_values_begin_another_stream_and_so_do_the_same(descend, sent):
    for rate in (0.25, 1.0, 1.0):
        ask(descend, rate=rate)
        ask_next(descend)
    captions = [m["caption"].split()[-1] for m in sent]
    assert captions == ["0.500", "0.250", "-1.000", "1.000", "-1.000", "1.000"]


def test_values_from_python_go_to_the_end_at_once(descend, sent):
    ask(descend, rate=0.25)
    descend.value = {"rate": 1.0}
    assert sent[-1]["stream"] == {"count": 5, "more": False}
    assert descend.caption == descend.caption_at(rate=1.0) == "step 5 of 5: -1.000"
    ask_next(descend)
    assert sent[-1]["caption"] == "step 5 of 5: -1.000", "the stream of before is over"
