"""What a chapter is, for programs: a learning resource in the words of https://schema.org."""

import json
from typing import Any

from sphinx.environment import BuildEnvironment

from _ext import citing, clock, course
from _ext.terms import homes

AUTHOR = {"@type": "Organization", "name": citing.author()}
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def resource(
    env: BuildEnvironment, page: str, name: str, description: str, site: str
) -> dict[str, Any] | None:
    """Return what a page is, or None if it is neither a chapter nor the landing page.

    Parameters
    ----------
    env : BuildEnvironment
    page, name, description : str
    site : str
        The book's address, or an empty text if it is not known.
    """
    url = {"url": f"{site}{page}.html"} if site else {}
    if page == course.LANDING:
        return {**_common(env), **_course(site), "description": description, **_work(env)}
    if not course.is_chapter(page):
        return None
    return {
        **_common(env),
        "@type": ["LearningResource", "Chapter"],
        "name": name,
        "description": description,
        **url,
        **_lesson(env, page),
        "isPartOf": _course(site),
    }


def _common(env: BuildEnvironment) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "author": AUTHOR,
        "inLanguage": env.config.language,
        "isAccessibleForFree": True,
        "license": LICENSE,
    }


def _course(site: str) -> dict[str, Any]:
    url = {"url": f"{site}{course.LANDING}.html"} if site else {}
    return {"@type": ["Course", "Book"], "name": citing.cff()["title"], **url}


def _lesson(env: BuildEnvironment, page: str) -> dict[str, Any]:
    """Return what a chapter takes and teaches."""
    name = page.removeprefix("chapters/")
    return {
        "position": int(name[:2]),
        "learningResourceType": "interactive chapter",
        "educationalLevel": "advanced" if course.is_deeper(name) else "beginner",
        "timeRequired": f"PT{clock.minutes(course.notebook(env, page))}M",
        "teaches": [term for term, home in homes().items() if home == name],
    }


def _work(env: BuildEnvironment) -> dict[str, Any]:
    """Return what the course costs: nothing, and the time of its cores with their exercises."""
    cores = [each for each in env.found_docs if course.is_chapter(each)]
    notebooks = (course.notebook(env, each) for each in cores if not course.is_deeper(each))
    minutes = sum(map(clock.minutes, notebooks))
    return {
        "provider": AUTHOR,
        "offers": {"@type": "Offer", "category": "Free"},
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "online",
            "courseWorkload": f"PT{round(minutes / 60)}H",
        },
    }


def script(resource: dict[str, Any]) -> str:
    """Return it as a block of data, which no browser runs."""
    text = json.dumps(resource, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    return f'<script type="application/ld+json">{text}</script>'
