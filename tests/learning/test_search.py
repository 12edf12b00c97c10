"""Finding again what an activation stored, on either database, and with no index at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from elearn.document.search_text import asked_words
from elearn.kernel.db import db, transaction
from elearn.learning import revisions, search, services
from elearn.learning.search_tables import INDEX, SearchPlace
from tests.factories.courses import PLANTED, small_revision


def _titles(query: str, revision_id: str = "") -> list[str]:
    found = search.find(revision_id or small_revision().id, asked_words(query, "en"))
    return [place.title or place.block_id for place in (*found.places, *found.others)]


def _stored(revision_id: str) -> int:
    return db.session.scalar(select(func.count()).select_from(SearchPlace).where(
        SearchPlace.revision_id == revision_id)) or 0


def test_what_is_activated_can_be_found(bare_app: Flask) -> None:
    assert _titles("recusal")[0] == "Recusal"
    assert "bp-2.5" in _titles("reasonable observer")
    assert _titles("xyzzy") == []


def test_places_with_every_word_come_first_and_others_after(bare_app: Flask) -> None:
    found = search.find(small_revision().id, asked_words("reasonable observer xyzzy", "en"))
    assert not found.places and found.others
    found = search.find(small_revision().id, asked_words("actual bias gift", "en"))
    assert not {place.block_id for place in found.places} & {place.block_id for place in found.others}


def test_what_is_found_comes_in_pages(bare_app: Flask) -> None:
    revision, words = small_revision(), asked_words("disclose judge observer step", "en")
    first = search.find(revision.id, words, most=2, is_any=True)
    then = search.find(revision.id, words, most=2, after=2, is_any=True)
    assert first.has_more and len(first.others) == 2 and then.others
    assert not {place.block_id for place in first.others} & {place.block_id for place in then.others}


def test_nothing_kept_back_is_stored(bare_app: Flask) -> None:
    rows = db.session.execute(select(SearchPlace.title, SearchPlace.body)).all()
    said = " ".join(f"{title} {body}" for title, body in rows)
    assert rows and not [word for word in PLANTED if word in said]


def test_a_revision_nobody_reads_is_dropped_after_the_next(bare_app: Flask) -> None:
    kept = [small_revision()]
    for title in ("Second", "Third"):
        course = kept[-1].course
        with transaction():
            changed = replace(course, header=replace(course.header, title=title))
            kept.append(revisions.load(services.activate(changed, kept[-1].bank)))
    assert [bool(_stored(revision.id)) for revision in kept] == [False, True, True]
    assert _titles("recusal", kept[-1].id)[0] == "Recusal"
    assert _titles("recusal", kept[0].id) == []


def test_activating_again_stores_nothing_twice(bare_app: Flask) -> None:
    revision = small_revision()
    before = _stored(revision.id)
    with transaction():
        services.activate(revision.course, revision.bank)
    assert _stored(revision.id) == before and _titles("recusal").count("Recusal") == 1


def test_what_an_earlier_version_served_is_made_findable(bare_app: Flask) -> None:
    with transaction():
        db.session.execute(SearchPlace.__table__.delete())  # type: ignore[attr-defined]
    assert _titles("recusal") == []
    with transaction():
        revisions.make_findable()
    assert _titles("recusal")[0] == "Recusal"


@pytest.mark.only_on("sqlite")
def test_without_an_index_the_words_are_read(bare_app: Flask) -> None:
    with_index = set(_titles("reasonable observer"))
    with transaction():
        for name in (f"{INDEX}_added", f"{INDEX}_taken"):
            db.session.execute(text(f"DROP TRIGGER {name}"))
        db.session.execute(text(f"DROP TABLE {INDEX}"))
    db.engine.dialect.elearn_has_index = False  # type: ignore[attr-defined]
    assert set(_titles("reasonable observer")) == with_index
    assert _titles("recusal")[0] == "Recusal" and _titles("xyzzy") == []
