"""The built book on paper and offline: one PDF, one EPUB, two archives.

`sections` reads the built pages and makes of each what can be printed, `answers` moves hints and
solutions to the end of a chapter, `links` lets all of it point inside one document; `pdf` and
`epub` write what they make, `archives` packs the course and the site, and `listed` tells a page of
the site what there is.
"""
