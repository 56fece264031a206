"""The Python of a page, in its worker: names, order, runs and what they show."""
