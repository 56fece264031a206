"""The book on paper and offline: one PDF, two archives.

`joined` makes one page of those of the EPUB (``chapters/_ext/paper.py``), which Chromium prints,
`archives` packs the course and the site, and `listed` tells a page of the site what there is.
"""
