"""The explorers of the chapter on what lies beyond softmax, in its order."""

# isort: off
from descent.explorers.beyond.adversarial import adversarial_step as adversarial_step
from descent.explorers.beyond.margins import margin_losses as margin_losses
from descent.explorers.beyond.jaccard import lovasz as lovasz
from descent.explorers.beyond.classes import many_classes as many_classes
from descent.explorers.beyond.relaxed import gumbel_softmax as gumbel_softmax
