"""The explorers of the chapter on regularization, in its order, which the catalogue keeps."""

# isort: off
from descent.explorers.regularization.polynomials import polynomial_fit as polynomial_fit
from descent.explorers.regularization.spread import weight_spread as weight_spread
from descent.explorers.regularization.balls import penalty_ball as penalty_ball
from descent.explorers.regularization.path import l1_path as l1_path
from descent.explorers.regularization.noise import dropout_noise as dropout_noise
