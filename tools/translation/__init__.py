"""The book in other languages: ``locale/`` holds the catalogs, TRANSLATING.md tells how.

What is said is found where it stands, in Markdown and in Python, and nothing is marked there: code
that people study stays as it is. A source that has a catalog is copied with each message replaced.
"""
