"""The explorers of the chapter on cross-entropy, in its order, which the catalogue keeps."""

# isort: off
from descent.explorers.cross_entropy.information import surprise as surprise
from descent.explorers.cross_entropy.information import kl as kl
from descent.explorers.cross_entropy.dice import die_likelihood as die_likelihood
from descent.explorers.cross_entropy.hinge import jiggle as jiggle
from descent.explorers.cross_entropy.gradient import gradient_bars as gradient_bars
from descent.explorers.cross_entropy.squared_error import mse_versus_ce as mse_versus_ce
from descent.explorers.cross_entropy.smoothing import label_smoothing as label_smoothing
from descent.explorers.cross_entropy.reliability import calibration as calibration
