"""Pictures of values, whole or as a patch of the one that a page shows; always the same bytes."""
