"""The explorers of the chapter on gradient descent, in its order, which the catalogue keeps."""

# isort: off
from descent.explorers.gradient_descent.curves import step_size as step_size
from descent.explorers.gradient_descent.conditioning import ravine as ravine
from descent.explorers.gradient_descent.batches import batch_size as batch_size
from descent.explorers.gradient_descent.decay import schedules as schedules
from descent.explorers.gradient_descent.features import unequal_features as unequal_features
from descent.explorers.gradient_descent.rates import convergence_rates as convergence_rates
