"""Addresses that every answer asks for and that never change, and those of passages seen from a test."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urljoin

from flask import url_for

from elearn.document.catalogue import Revision
from elearn.render.html import Address
from elearn.render.web import kept_addresses


@lru_cache(maxsize=4096)
def question(lang: str, test: str, place: int) -> str:
    """Return the address of one question of a test."""
    return url_for("assessment.question", lang=lang, test=test, place=place)


@lru_cache(maxsize=64)
def review(lang: str, test: str) -> str:
    """Return the address where all answers of a test are reviewed."""
    return url_for("assessment.review", lang=lang, test=test)


def of_passages(revision: Revision) -> Address:
    """Return where each id stands, as a path: the pages of a test are not beside those of the course."""
    course, known = url_for("course.overview"), kept_addresses(revision)

    def address(name: str) -> str | None:
        found = known(name)
        return None if found is None else urljoin(course, found)

    return address
