"""The explorers of the chapter on cross-entropy, in its order, which the catalogue keeps."""

# isort: off
from .surprise import surprise as surprise
from .kl import kl as kl
from .die_likelihood import die_likelihood as die_likelihood
from .jiggle import jiggle as jiggle
from .gradient_bars import gradient_bars as gradient_bars
from .mse_versus_ce import mse_versus_ce as mse_versus_ce
from .label_smoothing import label_smoothing as label_smoothing
from .calibration import calibration as calibration
