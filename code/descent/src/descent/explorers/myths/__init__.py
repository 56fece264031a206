"""The explorers of the chapter on myths, in its order, which the catalogue keeps."""

# isort: off
from .detour import detour as detour
from .two_weights import two_weights as two_weights
from .signed_network import signed_network as signed_network
