"""The explorers of the chapter on MNIST, in its order, which the catalogue keeps."""

# isort: off
from .draw_a_digit import draw_a_digit as draw_a_digit
from .training_replay import training_replay as training_replay
from .weight_images import weight_images as weight_images
from .confusion import confusion as confusion
