"""The explorers of the chapter on scores and margins, in its order, which the catalogue keeps."""

# isort: off
from descent.explorers.scores.photos import BIASES as BIASES
from descent.explorers.scores.photos import LABELS as LABELS
from descent.explorers.scores.photos import POINTS as POINTS
from descent.explorers.scores.photos import SCORES as SCORES
from descent.explorers.scores.photos import WEIGHTS as WEIGHTS
from descent.explorers.scores.regions import score_map as score_map
from descent.explorers.scores.terms import hinge_by_hand as hinge_by_hand
from descent.explorers.scores.scale import weight_scale as weight_scale
