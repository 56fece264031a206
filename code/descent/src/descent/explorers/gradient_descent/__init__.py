"""The explorers of the chapter on gradient descent, in its order, which the catalogue keeps."""

# isort: off
from .step_size import step_size as step_size
from .ravine import ravine as ravine
from .descent_on_points import descent_on_points as descent_on_points
from .batch_size import batch_size as batch_size
from .schedules import schedules as schedules
from .unequal_features import unequal_features as unequal_features
from .convergence_rates import convergence_rates as convergence_rates
