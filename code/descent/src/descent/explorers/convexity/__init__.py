"""The explorers of the chapter on convexity, in its order, which the catalogue keeps."""

# isort: off
from .chord import chord as chord
from .log_sum_exp import log_sum_exp as log_sum_exp
from .loss_slice import loss_slice as loss_slice
from .hessian_spectrum import hessian_spectrum as hessian_spectrum
from .separable import separable as separable
from .permutation_midpoint import permutation_midpoint as permutation_midpoint
