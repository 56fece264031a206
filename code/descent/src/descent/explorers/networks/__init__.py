"""The explorers of the chapter on neural networks, in its order, which the catalogue keeps."""

# isort: off
from .spiral_mlp import spiral_mlp as spiral_mlp
from .activation_gallery import activation_gallery as activation_gallery
from .backprop_steps import backprop_steps as backprop_steps
from .initialization import initialization as initialization
from .one_hidden_layer import one_hidden_layer as one_hidden_layer
