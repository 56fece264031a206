"""The explorers of the chapter on optimizers, in its order, which the catalogue keeps."""

# isort: off
from descent.explorers.optimizers.race import optimizer_race as optimizer_race
from descent.explorers.optimizers.spectrum import momentum_spectrum as momentum_spectrum
from descent.explorers.optimizers.anatomy import adam_anatomy as adam_anatomy
from descent.explorers.optimizers.sensitivity import sensitivity_map as sensitivity_map
from descent.explorers.optimizers.workers import data_parallel as data_parallel
