"""The explorers of the chapter on softmax, in its order, which the catalogue keeps."""

# isort: off
from .photo_to_probabilities import photo_to_probabilities as photo_to_probabilities
from .scores_to_probabilities import scores_to_probabilities as scores_to_probabilities
from .shift_and_overflow import shift_and_overflow as shift_and_overflow
from .softmax_temperature import softmax_temperature as softmax_temperature
from .soft_maximum import soft_maximum as soft_maximum
from .simplex_maps import simplex_maps as simplex_maps
from .gumbel_max import gumbel_max as gumbel_max
from .lipschitz import lipschitz as lipschitz
from .jacobian import jacobian as jacobian
