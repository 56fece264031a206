"""Models of the next character of a text: by counting, and by one layer of attention.

A text is an array of numbers, one a character. Both models say for each character of a text how
probable it was after those before it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.models.estimator import NotFittedError
from descent.models.network import require_finite
from descent.models.passes import IGNORE_OVERFLOW
from descent.models.progress import show_progress
from descent.optimizers import Adam
from descent.rollback import rollback
from descent.schedules import cosine
from descent.validation import (
    RNGLike,
    as_array,
    require_callable,
    require_integer,
    require_labels,
    require_number,
    require_rng,
)

TRAINED = Path(__file__).parents[1] / "datasets" / "characters.npz"
LONGER: dict[str, Any] = {
    "width": 64,
    "hidden": 256,
    "steps": 8000,
    "batch_size": 16,
    "learning_rate": 0.005,
}
"""The settings of the model that is stored."""
ABLATIONS = (
    *("nothing", "no √d", "one head", "no residual", "no hidden layer"),
    *("no places", "no attention", "no mask"),
)
"""What has been taken out of the model, training by training."""
AT_ONCE = 256
"""How many pieces of a text are read at once: more would take memory and no less time."""


class CharacterModel:
    """What both models share; a subclass adds ``fit`` and ``_log_probabilities``."""

    num_characters: int
    context: int

    def log_probabilities(self, text: ArrayLike) -> np.ndarray:
        """Return log p of every character at each place of a text, after those before that place.

        Parameters
        ----------
        text : array_like of int, shape (N,)
            Numbers from 0 to num_characters - 1.

        Returns
        -------
        ndarray, shape (N + 1, num_characters)
            The last row is about the character that comes next.
        """
        self._require_fitted()
        return self._log_probabilities(self._require_text(text))

    def surprise(self, text: ArrayLike) -> np.ndarray:
        """Return -log p of each character after those before it, in nats, shape (N,)."""
        self._require_fitted()
        text = self._require_text(text)
        return -np.take_along_axis(self._log_probabilities(text)[:-1], text[:, None], 1)[:, 0]

    def bits_per_character(self, text: ArrayLike) -> float:
        """Return the mean surprise of a text, of at least one character, in bits."""
        self._require_fitted()
        return float(self.surprise(self._require_text(text, shortest=1)).mean() / np.log(2))

    def _require_fitted(self) -> None:
        if not hasattr(self, "_fitted"):
            raise NotFittedError(f"this {type(self).__name__} is not fitted: call fit first")

    def _require_text(self, text: ArrayLike, shortest: int = 0) -> np.ndarray:
        """Return a text as int64: contexts, which are counted by number, would wrap in uint8."""
        text = as_array("text", text)
        if text.ndim != 1:
            raise ValueError(f"text must be of shape (N,), got {text.shape}")
        if len(text):
            text = require_labels("text", text, self.num_characters)
        if len(text) < shortest:
            raise ValueError(f"text must have at least length {shortest}, got {len(text)}")
        return text.astype(np.int64)

    def _log_probabilities(self, text: np.ndarray) -> np.ndarray:
        raise NotImplementedError


class CountingModel(CharacterModel):
    """Count what followed the last characters, and lean on shorter contexts where that is little.

    After a context c of k characters, p(x | c) = (n(c, x) + a · p(x | c less its first)) /
    (n(c) + a); after none, the p on which it leans is uniform.

    Parameters
    ----------
    num_characters : int
        How many kinds there are.
    context : int
        How many characters are looked back at, ≥ 0: 0 is a unigram model, 2 a trigram model. There
        must be fewer than 2⁶³ contexts.
    strength : float
        a, ≥ 0: how many observations the shorter context is worth. With 0, what was never seen
        after a context has probability 0, unless nothing was.

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    D. J. C. MacKay and L. C. Bauman Peto, "A hierarchical Dirichlet language model", Natural
    Language Engineering 1 (1995), 289-308. https://doi.org/10.1017/S1351324900000218

    Examples
    --------
    >>> model = CountingModel(2, context=1, strength=0).fit([0, 1, 1, 0, 1, 1])
    >>> np.exp(model.log_probabilities([0, 1])).round(3)
    array([[0.333, 0.667],
           [0.   , 1.   ],
           [0.333, 0.667]])
    """

    def __init__(self, num_characters: int, *, context: int = 2, strength: float = 5.0):
        self.num_characters = require_integer("num_characters", num_characters, minimum=2)
        self.context = require_integer("context", context, minimum=0)
        if self.num_characters ** min(self.context, 63) >= 2**63:  # one would be beyond int64
            raise ValueError(
                f"context must leave num_characters**context below 2**63, got {context} with "
                f"num_characters = {num_characters}"
            )
        self.strength = require_number("strength", strength, minimum=0)

    def fit(self, text: ArrayLike) -> Self:
        """Count the characters of a text, longer than `context`, after each context."""
        text = self._require_text(text, shortest=self.context + 1)
        counted = []
        for k in range(self.context + 1):
            seen, rows = np.unique(self._contexts(text, k)[k:-1], return_inverse=True)
            size = (len(seen) + 1) * self.num_characters  # the last row: a context not seen
            counts = np.bincount(rows * self.num_characters + text[k:], minlength=size)
            counted.append((seen, counts.reshape(-1, self.num_characters).astype(float)))
        self._counts, self._fitted = counted, True
        return self

    def _contexts(self, text: np.ndarray, length: int) -> np.ndarray:
        """Return for each place, and the one behind the text, the characters before as a number."""
        codes = np.zeros(len(text) + 1, np.int64)
        for back in range(1, min(length, len(text)) + 1):
            codes[back:] += text[: len(text) + 1 - back] * self.num_characters ** (back - 1)
        return codes

    @kernels.QUIET
    def _log_probabilities(self, text: np.ndarray) -> np.ndarray:
        p = np.full((len(text) + 1, self.num_characters), 1 / self.num_characters)
        for k, (seen, counts) in enumerate(self._counts):
            codes = self._contexts(text, k)
            rows = np.searchsorted(seen, codes).clip(max=len(seen) - 1)
            known = (seen[rows] == codes) & (np.arange(len(codes)) >= k)
            n = counts[np.where(known, rows, -1)]
            total = n.sum(1, keepdims=True) + self.strength
            p = np.where(total > 0, (n + self.strength * p) / np.where(total > 0, total, 1), p)
        with np.errstate(
            divide="ignore", under="ignore"
        ):  # a probability of 0 is infinitely surprising
            return np.log(p)


class AttentionModel(CharacterModel):
    """One layer of attention over the last characters, then a hidden layer and softmax.

    Each character is a vector h, its own and its place's added. In each head a place's query meets
    the keys of the places up to it, and is told the mean of their values. From h and these
    means a hidden layer of ReLUs leads to the scores. A text is read as if character 0 stood before
    it, in `load_alice` a space: that is what row 0 of `log_probabilities` comes after.

    Parameters
    ----------
    num_characters : int
        How many kinds there are.
    context : int
        How many characters are looked at, ≥ 2.
    width : int
        The length of h, a multiple of `heads`.
    heads : int
        How many means each place is told.
    hidden : int
        How many ReLUs.
    steps, batch_size : int
        How many steps of Adam, and how many pieces of text each looks at.
    learning_rate : float
        η of the first step; it falls to 0 along half a cosine.
    random_state : None, int or numpy.random.Generator
        For the first weights and the pieces of text.

    Raises
    ------
    ValueError
        If a setting is out of its range.

    References
    ----------
    A. Vaswani et al., "Attention is all you need", NeurIPS 2017. https://arxiv.org/abs/1706.03762

    Examples
    --------
    >>> model = AttentionModel(2, context=4, width=8, heads=2, hidden=8, steps=200, random_state=0)
    >>> model = model.fit([0, 1] * 50)
    >>> np.exp(model.log_probabilities([0, 1, 0])[-1]).round(1)
    array([0., 1.])
    """

    def __init__(
        self,
        num_characters: int,
        *,
        context: int = 16,
        width: int = 32,
        heads: int = 4,
        hidden: int = 64,
        steps: int = 2000,
        batch_size: int = 8,
        learning_rate: float = 0.01,
        random_state: RNGLike = None,
    ):
        self.num_characters = require_integer("num_characters", num_characters, minimum=2)
        self.context = require_integer("context", context, minimum=2)
        self.heads = require_integer("heads", heads, minimum=1)
        self.width = require_integer("width", width, minimum=1)
        if self.width % self.heads:
            raise ValueError(f"width must be a multiple of heads = {heads}, got {width}")
        self.hidden = require_integer("hidden", hidden, minimum=1)
        self.steps = require_integer("steps", steps, minimum=1)
        self.batch_size = require_integer("batch_size", batch_size, minimum=1)
        self.learning_rate = require_number("learning_rate", learning_rate, above=0)
        self.random_state = random_state
        require_rng("random_state", random_state)

    def fit(
        self,
        text: ArrayLike,
        *,
        callback: Callable[[int, float], object] | None = None,
        progress: bool | None = None,
    ) -> Self:
        """Train from the start; if that fails or is interrupted, the model stays as it was.

        Parameters
        ----------
        text : array_like of int, shape (N,)
            Longer than `context`.
        callback : callable, optional
            Given the number of steps taken and the mean surprise of the last batch in nats, after
            each.
        progress : bool, optional
            Whether to show a bar; by default in a terminal.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If the text is not as described.
        FloatingPointError
            If the training diverges.
        """
        text = self._require_text(text, shortest=self.context + 1)
        if callback is not None:
            require_callable("callback", callback)
        with rollback(self):
            self._train(text, callback, progress)
        self._fitted = True
        return self

    @IGNORE_OVERFLOW
    def _train(
        self,
        text: np.ndarray,
        callback: Callable[[int, float], object] | None,
        progress: bool | None,
    ) -> None:
        rng = require_rng("random_state", self.random_state)
        initial = self._initial(rng)
        theta = _flat(initial).astype(np.float32)  # in half the time
        self._parameters = _parts(theta, initial)
        adam = Adam(cosine(self.learning_rate, self.steps), betas=(0.9, 0.99))
        for step in show_progress(range(self.steps), progress, "AttentionModel", unit="step"):
            starts = rng.integers(0, len(text) - self.context, self.batch_size)
            piece = text[starts[:, None] + np.arange(self.context + 1)]
            loss, gradients = self._loss_and_gradients(piece[:, :-1], piece[:, 1:])
            require_finite("the loss is", loss)
            adam.step([theta], [_flat(gradients)])
            if callback is not None:
                callback(step + 1, loss)
        loss, _ = self._loss_and_gradients(piece[:, :-1], piece[:, 1:])  # after the last step
        require_finite("the loss is", loss)
        self._parameters = {name: array.astype(float) for name, array in self._parameters.items()}

    @property
    def num_parameters(self) -> int:
        """How many numbers have been learned."""
        self._require_fitted()
        return sum(array.size for array in self._parameters.values())

    @property
    def parameters(self) -> dict[str, np.ndarray]:
        """All arrays that have been learned, by name."""
        self._require_fitted()
        return dict(self._parameters)

    def attention_weights(self, text: ArrayLike) -> np.ndarray:
        """Return how each head weighs the places before, shape (heads, N, N), N ≤ context."""
        self._require_fitted()
        text = self._require_text(text, shortest=1)[-self.context :]
        *_, weights = self._forward(text[None])
        return weights[0]

    def _initial(self, rng: np.random.Generator) -> dict[str, np.ndarray]:
        shapes = {
            "characters": (self.num_characters, self.width),
            "places": (self.context, self.width),
            "queries": (self.width, self.width),
            "keys": (self.width, self.width),
            "values": (self.width, self.width),
            "hidden": (2 * self.width, self.hidden),
            "scores": (self.hidden, self.num_characters),
        }
        scales = {name: shape[0] ** -0.5 for name, shape in shapes.items()}
        scales |= {"characters": 0.5, "places": 0.5}
        drawn = {name: scales[name] * rng.normal(size=shape) for name, shape in shapes.items()}
        return drawn | {
            "hidden_biases": np.zeros(self.hidden),
            "score_biases": np.zeros(self.num_characters),
        }

    @kernels.QUIET
    def _forward(self, X: np.ndarray) -> tuple[np.ndarray, ...]:
        """Return all that is computed on the way from characters (B, T) to scores (B, T, C)."""
        theta = self._parameters
        h = theta["characters"][X] + theta["places"][: X.shape[1]]
        q, k, v = (self._split(_times(h, theta[name])) for name in ("queries", "keys", "values"))
        means, weights = kernels.attend(q, k, v, self._mask(X.shape[1]))
        joined = np.concatenate([h, self._join(means)], -1)
        z = _times(joined, theta["hidden"]) + theta["hidden_biases"]
        scores = _times(kernels.relu(z), theta["scores"]) + theta["score_biases"]
        return scores, z, joined, h, q, k, v, means, weights

    def _mask(self, length: int) -> np.ndarray:
        """Return which places (columns) each place (row) may see: itself and those before."""
        return np.tri(length, dtype=bool)

    def _loss_and_gradients(
        self, X: np.ndarray, Y: np.ndarray
    ) -> tuple[float, dict[str, np.ndarray]]:
        """Return the mean surprise of the next characters `Y`, and its gradients by name."""
        theta = self._parameters
        scores, z, joined, h, q, k, v, means, weights = self._forward(X)
        loss = kernels.label_surprise(scores, Y).mean()
        dscores = kernels.residual(scores, Y) / Y.size
        dz = _times(dscores, theta["scores"].T) * kernels.relu_derivative(z)
        dtold = _times(dz, theta["hidden"].T)
        dh, dmeans = dtold[..., : self.width], self._split(dtold[..., self.width :])
        gradients = {}
        parts = kernels.attend_gradient(q, k, v, means, weights, dmeans)
        for name, part in zip(("queries", "keys", "values"), map(self._join, parts), strict=True):
            gradients[name] = _product(h, part)
            dh = dh + _times(part, theta[name].T)
        places = np.zeros_like(theta["places"])
        places[: X.shape[1]] = dh.sum(0)
        return float(loss), {
            "characters": _product(kernels.one_hot(X, self.num_characters, dh.dtype), dh),
            "places": places,
            **gradients,
            "hidden": _product(joined, dz),
            "scores": _product(kernels.relu(z), dscores),
            "hidden_biases": dz.reshape(-1, self.hidden).sum(0),
            "score_biases": dscores.reshape(-1, self.num_characters).sum(0),
        }

    def _split(self, h: np.ndarray) -> np.ndarray:
        """Return (B, T, width) as (B, heads, T, width / heads)."""
        return h.reshape(*h.shape[:2], self.heads, -1).swapaxes(1, 2)

    def _join(self, parts: np.ndarray) -> np.ndarray:
        """Return (B, heads, T, width / heads) as (B, T, width)."""
        h = parts.swapaxes(1, 2)
        return h.reshape(*h.shape[:2], self.width)

    @kernels.QUIET
    def _log_probabilities(self, text: np.ndarray) -> np.ndarray:
        """Let each place be the last but few of a piece, so that it sees half a context or more."""
        before = np.concatenate([[0], text])  # a text begins after a space
        half = self.context // 2
        starts = range(0, max(len(before) - half, 1), half)
        pieces = [before[start : start + self.context] for start in starts]
        log_p: list[np.ndarray] = []
        for _, alike in groupby(pieces, len):  # the last may be shorter
            stacked = np.array([*alike])
            for some in np.split(stacked, range(AT_ONCE, len(stacked), AT_ONCE)):
                log_p += [*kernels.log_softmax(self._forward(some)[0])]
        fresh = [each[self.context - half :] for each in log_p[1:]]
        return np.concatenate([log_p[0], *fresh])[: len(before)]


def load_attention() -> AttentionModel:
    """Return a model that a longer training on the first eight tenths of `load_alice` has made.

    Returns
    -------
    AttentionModel
        Fitted, with more numbers than by default; they are stored in half precision.

    References
    ----------
    A. Vaswani et al., "Attention is all you need", NeurIPS 2017. https://arxiv.org/abs/1706.03762

    Examples
    --------
    >>> load_attention().num_parameters
    57571
    """
    model = AttentionModel(35, random_state=0, **LONGER)
    with np.load(TRAINED) as arrays:
        stored = arrays["parameters"].astype(float)
    initial = model._initial(np.random.default_rng(0))
    model._parameters = _parts(stored, initial)
    model._fitted = True
    return model


def load_ablations() -> dict[str, np.ndarray]:
    """Return bits per character of models that were trained without one of their parts.

    Each was trained five times with the default settings, from the same five first seeds, and with
    the step size of the whole model.

    Returns
    -------
    dict of str to ndarray of shape (5, 2)
        For each part that was taken out, in each training: the bits of the test text as the model
        reads it, and with the characters *before* each alone. Only without a mask do they differ
        by more than where pieces are cut.

    References
    ----------
    A. Vaswani et al., "Attention is all you need", NeurIPS 2017. https://arxiv.org/abs/1706.03762

    Examples
    --------
    >>> load_ablations()["no places"].shape
    (5, 2)
    """
    with np.load(TRAINED) as arrays:
        return dict(zip(ABLATIONS, arrays["ablations"], strict=True))


def _parts(flat: np.ndarray, like: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return an array's parts, each of the shape of the array of its name: changed together."""
    ends = np.cumsum([array.size for array in like.values()])[:-1]
    pairs = zip(like.items(), np.split(flat, ends), strict=True)
    return {name: part.reshape(array.shape) for (name, array), part in pairs}


def _flat(arrays: dict[str, np.ndarray]) -> np.ndarray:
    return np.concatenate([array.ravel() for array in arrays.values()])


def _times(h: np.ndarray, W: np.ndarray) -> np.ndarray:
    """Return ``h @ W`` by one product for all pieces: faster than a product for each."""
    return (h.reshape(-1, h.shape[-1]) @ W).reshape(*h.shape[:-1], -1)


def _product(inputs: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    """Return the sum of outer products over all places of all pieces."""
    return inputs.reshape(-1, inputs.shape[-1]).T @ slopes.reshape(-1, slopes.shape[-1])
