"""A test of any explorer: whether a page shows what its author means, at every value."""
