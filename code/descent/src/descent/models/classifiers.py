"""The two classifiers of the book: softmax regression and the multilayer perceptron."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass

import numpy as np

from descent.models.network import Network
from descent.models.settings import INITIAL


@dataclass(eq=False, repr=False)
class SoftmaxRegression(Network):
    """Softmax regression, also called multinomial logistic regression: scores = X W + b.

    Trained from W = 0 and b = 0, where every class has the probability 1/C and the loss is log C,
    to minimize the mean cross-entropy + strength · R(W). The loss is convex.

    Parameters
    ----------
    penalty : {None, "l1", "l2", "elastic_net"}
        R, which the biases are not subject to. Where ``|W|`` has a kink its subgradient 0 is
        taken, so weights come near 0 and do not stay there; the optimizer `ProximalSGD` gives
        exact zeros.
    strength : float
        λ, ≥ 0: the weight of R in the loss.
    beta : float
        β, ≥ 0, of the elastic net: ``R(W) = Σ β W² + |W|``.
    optimizer : Optimizer, optional
        Used from a fresh state; ``SGD(0.1)`` by default.
    epochs : int
        How often the training goes through all samples, ≥ 0.
    batch_size : int, optional
        How many samples a step looks at; None for all.
    random_state : int or numpy.random.Generator, optional
        Decides the order of the samples; an int makes the training repeatable.
    progress : bool, optional
        Whether to show a progress bar, if tqdm is installed; by default only in a terminal.

    Attributes
    ----------
    coef_ : ndarray, shape (C, D)
        A copy of Wᵀ: row c is the template of class c.
    intercept_ : ndarray, shape (C,)
        A copy of b.
    classes_ : ndarray, shape (C,)
        The labels, sorted.
    n_features_in_ : int
        D.
    feature_names_in_ : ndarray of str, shape (D,)
        The columns of the data frame in `fit`; without one there is no such attribute. Another
        data frame must have them in the same order.
    history_ : dict of list
        "loss" (what is minimized: penalties count) and "accuracy" on the training samples after
        each epoch, and "validation_loss" and "validation_accuracy" if `fit` was given others.
    weights_, biases_ : list of ndarray
        W, shape (D, C), and b, shape (C,), as they are trained.
    num_parameters : int
        (D + 1) · C.

    References
    ----------
    C. M. Bishop, "Pattern Recognition and Machine Learning", Springer 2006, section 4.3.4.

    Examples
    --------
    >>> X = [[0.0, 1.0], [1.0, 0.0], [0.1, 0.9], [0.8, 0.3]]
    >>> model = SoftmaxRegression(random_state=0).fit(X, ["cat", "car", "cat", "car"])
    >>> model.predict([[0.2, 0.7]])
    array(['cat'], dtype='<U3')
    >>> model.num_parameters
    6

    Weights of every epoch, to replay the training:

    >>> frames = []
    >>> model = model.fit(X, [0, 1, 0, 1], callback=lambda model: frames.append(model.coef_))
    >>> len(frames), frames[0].shape
    (50, (2, 2))
    """

    @property
    def coef_(self) -> np.ndarray:
        """A copy of Wᵀ, shape (C, D)."""
        self._require_fitted()
        return self.weights_[0].T.copy()

    @property
    def intercept_(self) -> np.ndarray:
        """A copy of b, shape (C,)."""
        self._require_fitted()
        return self.biases_[0].copy()

    def _initial_weights(
        self, shape: tuple[int, int], rng: np.random.Generator, dtype: np.dtype
    ) -> np.ndarray:
        return np.zeros(shape, dtype)


@dataclass(eq=False, repr=False)
class MLP(Network):
    """Multilayer perceptron: hidden layers h = g(X W + b), then softmax regression on the last h.

    Trained to minimize the mean cross-entropy + strength · R(W), summed over all weight matrices.
    The weights start as normal numbers, the biases at 0. The loss is not convex. `forward` and
    `backward` return what each layer makes of samples, and the gradients.

    Parameters
    ----------
    hidden : sequence of int
        How many units each hidden layer has: any number of layers.
    activation : {"relu", "leaky_relu", "tanh", "sigmoid", "linear"}
        g; the leaky ReLU has the slope 0.01.
    init : {None, "he", "lecun", "glorot"} or float
        The variance of the first weights: 2 / inputs (He), 1 / inputs (LeCun) or
        2 / (inputs + outputs) (Glorot); a float is their standard deviation. By default He for
        ReLUs, leaky or not, and LeCun for the others.
    dropout : float
        In [0, 1): the share of hidden activations that a step of the training leaves out.
    batch_norm : bool
        Whether each hidden layer normalizes its X W by batch; its biases are then the shifts. The
        weights of samples have no part in means and variances.
    penalty, strength, beta, optimizer, epochs, batch_size, random_state, progress : optional
        As for `SoftmaxRegression`; `random_state` decides the first weights, too.

    Attributes
    ----------
    weights_, biases_ : list of ndarray
        W, shape (inputs, outputs), and b, shape (outputs,), of each layer.
    norms_ : list of BatchNormalization
        One a hidden layer, with scales and running averages; empty without `batch_norm`.
    classes_, n_features_in_, feature_names_in_, history_, num_parameters
        As for `SoftmaxRegression`.

    References
    ----------
    D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating
    errors", Nature 323 (1986), 533-536. https://doi.org/10.1038/323533a0
    K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", ICCV 2015, section 2.2.
    https://arxiv.org/abs/1502.01852
    X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural
    networks", AISTATS 2010, pages 249-256.

    Examples
    --------
    >>> X, y = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], ["same", "not", "not", "same"]
    >>> model = MLP(hidden=(8,), epochs=500, batch_size=None, random_state=0).fit(X, y)
    >>> model.predict(X).tolist()
    ['same', 'not', 'not', 'same']
    >>> [(layer.z.shape, layer.h.shape) for layer in model.forward(X)]
    [((4, 8), (4, 8)), ((4, 2), (4, 2))]
    >>> [layer.W.shape for layer in model.backward(X, y)]
    [(2, 8), (8, 2)]
    """

    hidden: Sequence[int] = (10,)
    activation: str = "relu"
    _: KW_ONLY
    init: str | float | None = None
    dropout: float = 0.0
    batch_norm: bool = False

    def _initial_weights(
        self, shape: tuple[int, int], rng: np.random.Generator, dtype: np.dtype
    ) -> np.ndarray:
        rule = self.init
        if rule is None:
            rule = "he" if self.activation in ("relu", "leaky_relu") else "lecun"
        scale = np.sqrt(INITIAL[rule](*shape)) if isinstance(rule, str) else float(rule)
        return rng.standard_normal(shape, dtype) * np.asarray(scale, dtype)
