"""The explorers of the chapter on neural networks, in its order, which the catalogue keeps."""

# isort: off
from descent.explorers.networks.spirals import spiral_mlp as spiral_mlp
from descent.explorers.networks.activations import activation_gallery as activation_gallery
from descent.explorers.networks.backpropagation import backprop_steps as backprop_steps
from descent.explorers.networks.starts import initialization as initialization
from descent.explorers.networks.sums_of_relus import one_hidden_layer as one_hidden_layer
