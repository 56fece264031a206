"""The explorers of the chapter on scores and margins, in its order, which the catalogue keeps."""

# isort: off
from descent.explorers.scores.terms import hinge_by_hand as hinge_by_hand
from descent.explorers.scores.regions import score_map as score_map
from descent.explorers.scores.scale import weight_scale as weight_scale
