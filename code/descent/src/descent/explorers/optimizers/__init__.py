"""The explorers of the chapter on optimizers, in its order, which the catalogue keeps."""

# isort: off
from .optimizer_race import optimizer_race as optimizer_race
from .momentum_spectrum import momentum_spectrum as momentum_spectrum
from .adam_anatomy import adam_anatomy as adam_anatomy
from .sensitivity_map import sensitivity_map as sensitivity_map
from .data_parallel import data_parallel as data_parallel
