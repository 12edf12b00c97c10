"""A unit's web parts hold what may be read before the answer, and nothing else."""

from __future__ import annotations

import dataclasses

from markupsafe import Markup

from elearn.document import nodes as n
from elearn.document.questions import OpenQuestion
from elearn.document.walk import items
from elearn.render import web
from tests.factories.courses import PLANTED, small_revision


def _shown(parts: tuple[web.Part, ...]) -> str:
    """Return everything the parts of a page would send."""
    sent = []
    for part in parts:
        if isinstance(part, web.Html):
            sent.append(part.markup)
        else:
            steps = [(step.body, *step.choices) for step in part.steps.values()]
            sent += [part.body, *part.options, *part.counterparts, *(m for step in steps for m in step)]
    return "\n".join(sent)


def test_no_planted_word_is_sent_before_an_answer() -> None:
    revision = small_revision()
    for module in revision.open.modules:
        for unit in module.units:
            shown = _shown(web.unit_parts(revision, unit))
            assert not [word for word in PLANTED if word in shown]


def test_every_item_of_a_unit_has_its_place_in_order() -> None:
    revision = small_revision()
    for module in revision.open.modules:
        for unit in module.units:
            placed = [p.item.id for p in web.unit_parts(revision, unit) if isinstance(p, web.ItemPlace)]
            assert placed == [item.id for item in items(unit)]


def test_a_case_opens_before_its_question_and_closes_after_it() -> None:
    revision = small_revision()
    parts = web.unit_parts(revision, revision.open.modules[0].units[0])
    place = next(i for i, p in enumerate(parts) if isinstance(p, web.ItemPlace) and p.item.id == "m1-q1")
    before = "".join(p.markup for p in parts[:place] if isinstance(p, web.Html))
    after = "".join(p.markup for p in parts[place:] if isinstance(p, web.Html))
    assert before.count("<section") == before.count("</section") + 1
    assert after.count("</section") == after.count("<section") + 1


def test_the_options_stand_in_the_order_of_the_open_question() -> None:
    revision = small_revision()
    parts = web.unit_parts(revision, revision.open.modules[0].units[1])
    place = next(p for p in parts if isinstance(p, web.ItemPlace) and p.item.id == "m1-q4")
    assert isinstance(place.item, OpenQuestion)
    assert len(place.options) == len(place.item.options) == 3
    assert "A spare right side" in place.counterparts


def test_the_gist_of_a_place_is_told_once_a_page() -> None:
    revision = small_revision()
    shown = _shown(web.unit_parts(revision, revision.open.modules[0].units[0]))
    assert shown.count("Step aside where a reasonable observer") == 1
    assert 'href="../principles/bp-2.5"' in shown


def test_a_section_sign_stays_with_its_number() -> None:
    revision = small_revision()
    shown = _shown(web.unit_parts(revision, revision.open.modules[0].units[0]))
    assert "§\N{NO-BREAK SPACE}2.5" in shown
    assert "§ " not in shown


def test_a_link_to_an_item_of_another_unit_names_its_page() -> None:
    revision = small_revision()
    address = web.addresses(revision)
    assert address("m1-q4") == "m1-arrange#m1-q4"
    assert address("g-recusal") == "glossary#g-recusal"
    assert address("m2-s1-gift") == "m2-story#m2-s1-gift"
    assert address("tm-s1") is None


def test_every_citation_leads_to_an_entry_of_the_sources() -> None:
    revision = small_revision()
    page = web.sources_html(revision)
    assert 'id="src-bp-2.5"' in page
    assert "§ 2.5" in page


def test_feedback_is_escaped() -> None:
    body = (n.Paragraph((n.Text("<script>alert('x')</script>"),)),)
    made = web.answers_html(small_revision(), body)
    assert isinstance(made, Markup)
    assert "<script" not in made


def test_an_only_block_of_print_is_not_on_the_web() -> None:
    revision = small_revision()
    unit = revision.open.modules[0].units[0]
    from elearn.document import blocks as b
    section = dataclasses.replace(unit.sections[0], body=(
        b.Only("self-directed", "paper", (n.Paragraph((n.Text("for paper"),)),)),
        b.Only("course", "screen", (n.Paragraph((n.Text("for screen"),)),)),
    ))
    unit = dataclasses.replace(unit, id="m1-other", sections=(section,))
    shown = _shown(web.unit_parts(revision, unit))
    assert "for screen" in shown
    assert "for paper" not in shown
