"""Commands that know this book, run from its root: ``python -m tools.lab chapters work``."""
