"""The explorers of the chapter on softmax, in its order, which the catalogue keeps."""

# isort: off
from descent.explorers.softmax.three_steps import scores_to_probabilities as scores_to_probabilities
from descent.explorers.softmax.overflow import shift_and_overflow as shift_and_overflow
from descent.explorers.softmax.temperature import softmax_temperature as softmax_temperature
from descent.explorers.softmax.log_sum_exp import soft_maximum as soft_maximum
from descent.explorers.softmax.maps import simplex_maps as simplex_maps
from descent.explorers.softmax.gumbel import gumbel_max as gumbel_max
from descent.explorers.softmax.distances import lipschitz as lipschitz
from descent.explorers.softmax.derivative import jacobian as jacobian
