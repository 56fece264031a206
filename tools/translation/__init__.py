"""The book in other languages: ``locale/`` holds the catalogs, TRANSLATING.md tells how.

Prose is translated by Sphinx itself, page by page; code and what it has drawn stay as stored.
"""
