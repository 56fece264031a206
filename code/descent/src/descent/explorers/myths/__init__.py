"""The explorers of the chapter on myths, in its order, which the catalogue keeps."""

# isort: off
from descent.explorers.myths.units import loss_units as loss_units
from descent.explorers.myths.detours import detour as detour
from descent.explorers.myths.products import two_weights as two_weights
from descent.explorers.myths.signs import signed_network as signed_network
