"""The explorers of the chapter on scores and margins, in its order, which the catalogue keeps."""

# isort: off
from .hinge_by_hand import hinge_by_hand as hinge_by_hand
from .pixels_to_scores import pixels_to_scores as pixels_to_scores
from .score_map import score_map as score_map
from .weight_scale import weight_scale as weight_scale
from .xor import xor as xor
