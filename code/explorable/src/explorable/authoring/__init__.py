"""Commands for authors: run notebooks, serve a built book."""
