"""The explorers of the chapter on MNIST, in its order, which the catalogue keeps."""

# isort: off
from descent.explorers.mnist.drawing import draw_a_digit as draw_a_digit
from descent.explorers.mnist.replay import training_replay as training_replay
from descent.explorers.mnist.templates import weight_images as weight_images
from descent.explorers.mnist.inspector import digit_inspector as digit_inspector
from descent.explorers.mnist.confusion import confusion as confusion
