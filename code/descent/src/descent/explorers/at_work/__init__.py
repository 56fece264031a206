"""The explorers of the chapter on softmax at work, in its order."""

# isort: off
from .next_character import next_character as next_character
from .attention_plane import attention_plane as attention_plane
from .one_pass import one_pass as one_pass
from .largest_weight import largest_weight as largest_weight
from .speculation import speculation as speculation
