"""The explorers of the chapter on what lies beyond softmax, in its order."""

# isort: off
from .adversarial_step import adversarial_step as adversarial_step
from .margin_losses import margin_losses as margin_losses
from .lovasz import lovasz as lovasz
from .many_classes import many_classes as many_classes
