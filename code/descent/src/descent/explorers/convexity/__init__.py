"""The explorers of the chapter on convexity, in its order, which the catalogue keeps."""

# isort: off
from descent.explorers.convexity.chords import chord as chord
from descent.explorers.convexity.tangent_plane import log_sum_exp as log_sum_exp
from descent.explorers.convexity.curvature import loss_slice as loss_slice
from descent.explorers.convexity.curvature import hessian_spectrum as hessian_spectrum
from descent.explorers.convexity.divergence import separable as separable
from descent.explorers.convexity.permutations import permutation_midpoint as permutation_midpoint
