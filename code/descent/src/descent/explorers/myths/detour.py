"""A divergence is no distance: detours can be shorter than the direct way."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, panels
from descent.information import kl_divergence
from descent.plotting import GRADIENT, INK, LOSS, THEORY

_STOPS = np.linspace(0.01, 0.99, 197)

P, R = 0.5, 0.1
_SKETCHED = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.85)
"""Stops at which the reader's line is compared."""


@explorer(
    p=Slider(0.01, 0.99, 0.01, start=P, label="from p"),
    q=Slider(0.01, 0.99, 0.01, start=0.75, label="by way of q"),
    r=Slider(0.01, 0.99, 0.01, start=R, label="to r"),
    question="The gray line is the divergence from coin p = 0.5 to coin r = 0.1. Draw what the two "
    "legs of a detour by coin q add up to, for every q.",
    predict=guess.Line(
        lambda: _divergence(P, _SKETCHED) + _divergence(_SKETCHED, R),
        _SKETCHED,
        decimals=2,
        at={"q": 0.75},
        seen="Directly it is 0.511. By way of q = 0.75, the black line, it is 1.335.",
        says="Each stop between p and r makes the way shorter. A distance would never allow that.",
    ),
    presets={
        "a stop on the way": {"p": 0.5, "q": 0.25, "r": 0.1},
        "the way back": {"p": 0.1, "q": 0.25, "r": 0.5},
        "a stop beyond": {"p": 0.5, "q": 0.05, "r": 0.1},
        "there and back": {"p": 0.3, "q": 0.6, "r": 0.3},
    },
    handles=[
        Handle(x="p", y=0, label="from p"),
        Handle(x="q", y=0, label="by way of q"),
        Handle(x="r", y=0, label="to r"),
    ],
    size=(6.0, 3.0),
)
def detour(figure: Figure):
    """The divergence from coin p to coin r, directly and by way of a coin q.

    The curve shows D(p‖q) + D(q‖r) for every q; where it is below the direct way it is drawn
    orange. A distance would never allow that.
    """
    axes = panels(figure, left=0.09, right=0.98, top=0.97, bottom=0.17)
    lines = Lines(
        axes,
        direct=THEORY,
        curve={"color": LOSS},
        shorter={"color": GRADIENT, "linewidth": 4},
        legs={"color": INK, "linewidth": 1, "marker": "o"},
    )
    guess.answer(lines["curve"], lines["shorter"])
    names = [axes.text(0, 0, letter) for letter in "pqr"]
    axes.set(xlim=(0, 1), ylim=(0, 1.8), xticks=[0, 0.25, 0.5, 0.75, 1], yticks=[0, 0.5, 1, 1.5],
             xlabel="probability of heads", ylabel="divergence (nats)")  # fmt: skip

    def update(p, q, r):
        straight, first, second = _divergence(p, r), _divergence(p, q), _divergence(q, r)
        sums = _divergence(p, _STOPS) + _divergence(_STOPS, r)
        lines.set(
            direct=([0, 1], [straight, straight]),
            curve=(_STOPS, sums),
            shorter=(_STOPS, np.where(sums < straight - 1e-9, sums, np.nan)),
            legs=([q, q], [0, first + second]),
        )
        at = np.array([p, q, r])
        for i, name in enumerate(names):
            below = (np.abs(at[:i] - at[i]) < 0.04).sum()  # names that it would stand on
            name.set_position((at[i] + 0.015, 0.08 + 0.15 * below))
        gain = straight - first - second
        verdict = "equal" if abs(gain) < 1e-9 else ("shorter" if gain > 0 else "longer")
        between = "lies" if min(p, r) < q < max(p, r) else "does not lie"
        return (
            f"Directly {straight:.3f}. By way of q: {first:.3f} + {second:.3f} = "
            f"{first + second:.3f}, {verdict}; q {between} between p and r. "
            f"The way back, from r to p, is {_divergence(r, p):.3f}."
        )

    return update


def _divergence(p, q) -> np.ndarray:
    """Return the divergence of coin q from coin p, in nats; p and q are shares of heads."""
    p, q = np.broadcast_arrays(p, q)
    return kl_divergence(np.stack([p, 1 - p], -1), np.stack([q, 1 - q], -1))
