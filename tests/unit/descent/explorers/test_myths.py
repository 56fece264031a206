"""The explorers of the chapter on myths against scipy and autograd, at their start and ends."""

import numpy as np
from descent import explorers
from moves import moved

explore = explorers.myths


def test_the_last_weight_alone_is_never_caught():
    for v in np.arange(-3, 3.1, 0.5):
        for activation in ("ReLU", "none (linear)"):
            assert "nowhere" in moved(explore.two_weights, u=2.0, v=v, activation=activation)[1]
    for u in np.arange(-3, 3.1, 0.5):
        assert "nowhere" in moved(explore.two_weights, u=u, v=2.0, activation="none (linear)")[1]


def test_the_presets_of_two_weights_show_what_they_promise():
    says = {
        name: explore.two_weights.caption_at(**v) for name, v in explore.two_weights.presets.items()
    }
    assert [name for name, words in says.items() if "nowhere" in words] == ["only the last weight"]


def test_networks_without_negative_weights_are_convex_in_their_input_and_never_in_their_weights():
    for draw in range(21):
        caption = moved(explore.signed_network, negative=0, draw=draw)[1]
        assert "it never bends down" in caption
        assert caption.endswith("not convex.") and "halfway 0.0%" not in caption
    caught = [
        "places: not" in moved(explore.signed_network, negative=6, draw=draw)[1]
        for draw in range(21)
    ]
    assert all(caught)
