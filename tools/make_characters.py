"""Make the stored models of characters: ``python -m tools.make_characters``."""

import numpy as np
from descent import log_softmax
from descent.datasets import load_alice
from descent.models import AttentionModel
from descent.models.characters import ABLATIONS, LONGER, TRAINED

from tools.make_mnist import write_npz

SEEDS = range(5)
CONSTANT = {
    "no attention": ("values",),
    "no places": ("places",),
    "no hidden layer": ("hidden", "hidden_biases"),
}
"""Arrays that stay 0, or at what they were made to be."""


class Ablated(AttentionModel):
    """An attention model without one of its parts; all else is as it was, the step size too.

    What is taken out stays at a constant, because its gradient is 0.
    """

    def __init__(self, part: str, **settings: int):
        if part == "one head":
            settings["heads"] = 1
        if part == "no hidden layer":  # room for each number and its opposite
            settings["hidden"] = 4 * settings.get("width", 32)
        super().__init__(len(load_alice().alphabet), **settings)
        self.part = part

    def _mask(self, length: int) -> np.ndarray:
        return super()._mask(length) | (self.part == "no mask")

    def _initial(self, rng: np.random.Generator) -> dict[str, np.ndarray]:
        theta = super()._initial(rng)
        for name in CONSTANT.get(self.part, ()):
            theta[name][:] = 0
        if self.part == "no residual":  # the hidden layer is told the means alone
            theta["hidden"][: self.width] = 0
        if self.part == "no hidden layer":  # relu(x / 2) - relu(-x / 2) = x / 2, a linear map
            half = np.eye(2 * self.width) / 2
            theta["hidden"] = np.hstack([half, -half])
            theta["scores"] = _opposite(theta["scores"])
        return theta

    def _loss_and_gradients(
        self, X: np.ndarray, Y: np.ndarray
    ) -> tuple[float, dict[str, np.ndarray]]:
        learned = self._parameters
        self._parameters = self.seen()
        loss, gradients = super()._loss_and_gradients(X, Y)
        self._parameters = learned
        gradients["queries"] *= self._root
        for name in CONSTANT.get(self.part, ()):
            gradients[name][:] = 0
        if self.part == "no residual":
            gradients["hidden"][: self.width] = 0
        if self.part == "no hidden layer":
            gradients["scores"] = _opposite(gradients["scores"])
        return loss, gradients

    def seen(self) -> dict[str, np.ndarray]:
        """Return the parameters as they enter the scores, which are divided by √d: times √d."""
        return self._parameters | {"queries": self._root * self._parameters["queries"]}

    @property
    def _root(self) -> float:
        return (self.width / self.heads) ** 0.5 if self.part == "no √d" else 1.0

    def bits_without_later(self, text: np.ndarray) -> float:
        """Return bits per character with no later character in the piece, whatever the mask."""
        before = np.concatenate([np.zeros(self.context, int), text])
        pieces = np.lib.stride_tricks.sliding_window_view(before, self.context)[: len(text)]
        p = [
            log_softmax(self._forward(block)[0][:, -1])
            for block in np.array_split(pieces, len(pieces) // 500)
        ]
        return -np.concatenate(p)[np.arange(len(text)), text].mean() / np.log(2)


def ablate(part: str, seed: int, **settings: int) -> tuple[float, float]:
    """Return bits per character of the test text: as the model is read, and from before alone."""
    text = load_alice()
    model = Ablated(part, random_state=seed, **settings).fit(text.train)
    model._parameters = model.seen()
    return model.bits_per_character(text.test), model.bits_without_later(text.test)


def _opposite(scores: np.ndarray) -> np.ndarray:
    """Return scores' matrix, or its gradient, with its halves made opposite."""
    upper, lower = np.split(scores, 2)
    return np.vstack([upper - lower, lower - upper]) / 2


def train() -> np.ndarray:
    """Return all parameters of the larger model after training, one after the other."""
    text = load_alice()
    model = AttentionModel(len(text.alphabet), random_state=0, **LONGER).fit(text.train)
    return np.concatenate([array.ravel() for array in model._parameters.values()])


def main() -> None:
    """Train and write, the parameters in half precision."""
    ablations = [[ablate(part, seed) for seed in SEEDS] for part in ABLATIONS]
    write_npz(TRAINED, {"parameters": train().astype(np.float16), "ablations": np.array(ablations)})


if __name__ == "__main__":
    main()
