"""The package behind Descent, an interactive course on softmax classification."""
