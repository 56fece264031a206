"""The explorers of the chapter on regularization, in its order, which the catalogue keeps."""

# isort: off
from .polynomial_fit import polynomial_fit as polynomial_fit
from .penalty_ball import penalty_ball as penalty_ball
from .l1_path import l1_path as l1_path
