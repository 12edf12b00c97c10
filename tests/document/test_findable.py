"""What can be found in a course, and where it cites what: all of it from the open cut."""

from __future__ import annotations

from dataclasses import replace

from elearn.document.cited import UseKind, canonical, uses
from elearn.document.findable import PlaceKind, findable
from elearn.document.nodes import Reference
from elearn.document.sources import SourceCatalogue
from tests.factories.constructs import every_revision
from tests.factories.courses import BP_2_5, PLANTED, small_revision, small_sources


def test_sections_cases_paragraphs_instruments_and_terms_are_found() -> None:
    places = findable(small_revision().open)
    assert {place.kind for place in places} == set(PlaceKind)
    assert len({(place.kind, place.block_id) for place in places}) == len(places)
    assert ("bp-2.5", "2.5") in {(place.block_id, place.number) for place in places}


def test_nothing_kept_back_is_found() -> None:
    for revision in (small_revision(), every_revision()):
        said = " ".join(f"{place.title} {place.body}" for place in findable(revision.open))
        assert not [word for word in PLANTED if word in said]
        bank = {item.question.id for item in revision.bank.items}
        assert not bank & {place.block_id for place in findable(revision.open)}


def test_a_story_is_found_by_its_beginning_alone() -> None:
    said = " ".join(place.body for place in findable(small_revision().open))
    assert "You are invited to a wedding." in said
    assert "A gift is handed to you." not in said and "The story ends." not in said


def test_uses_name_each_question_by_its_number_in_the_unit() -> None:
    held = uses(small_revision().open)[BP_2_5]
    numbers = {use.block_id: use.number for use in held if use.kind is UseKind.QUESTION}
    assert numbers["m1-q1"] == 1 and numbers["m1-q2"] == 2
    assert [use.title for use in held if use.kind is UseKind.SCENARIO] == ["The wedding"]


def test_no_test_item_is_a_use() -> None:
    found = {use.block_id for places in uses(small_revision().open).values() for use in places}
    assert "t-2" not in found and found


def test_the_commentary_on_a_paragraph_counts_for_it() -> None:
    principles, convention = small_sources().sources
    commentary = replace(principles, key="commentary", paragraphs=(), paragraphs_of="bp")
    sources = SourceCatalogue((principles, commentary, convention))
    assert canonical(sources, Reference("commentary", "2.5")) == BP_2_5
    assert canonical(sources, Reference("commentary")) == Reference("commentary")
    assert canonical(sources, Reference("uncac", "11.1")) == Reference("uncac", "11.1")
