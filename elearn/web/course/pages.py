"""The page of a unit: set once for each revision, language and role, then filled for each reader.

    set    the template rendered with holes: the token, the theme, notices, marks, items, the end
    fill   each item in the state its reader is in (`items`), the marks and the end, joined

So a request for a page renders no template, translates no word and parses no Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext
from markupsafe import Markup, escape

from elearn.document.blocks import OpenBlock, OpenReflection, OpenScenario
from elearn.document.catalogue import Revision
from elearn.document.course import Module, Unit
from elearn.kernel.errors import NotFound
from elearn.learning.attempts.states import TestName
from elearn.learning.outline import outline_of
from elearn.render.web import Html, ItemPlace, Part, SectionEnd, unit_parts
from elearn.web import languages, templating
from elearn.web.course import margin
from elearn.web.course.items import Asked, Setting, drafted_html, hidden_values, item_html, open_fields
from elearn.web.course.standing import Standing
from elearn.web.shelf import Shelf
from elearn.web.skeleton import OpenFrame, Skeleton, frame_values, hole

_KNOWN_ENDS = ("read", "missing", "unit", "module", "tests", "course")


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit as it was set; `asked` are its items, `siblings` the units of its module, `sections` those
    that a note may stand beside.

    `chips` says that all is saved, and that there is a draft which is not.
    """

    setting: Setting
    skeleton: Skeleton
    asked: tuple[Asked, ...]
    required: tuple[str, ...]
    siblings: tuple[str, ...]
    marks: tuple[str, Skeleton]
    ends: Mapping[str, Skeleton]
    chips: tuple[str, str]
    sections: tuple[SectionEnd, ...]
    note: Skeleton


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands in its course; `number` counts from 1."""

    module: Module[OpenBlock]
    unit: Unit[OpenBlock]
    number: int
    count: int
    before: Unit[OpenBlock] | None
    after: Unit[OpenBlock] | None


_pages: Shelf[UnitPage] = Shelf(1000)


def place_of(revision: Revision, unit_id: str) -> Place:
    """Return where a unit stands; raise NotFound where the course has no such unit."""
    every = [(module, unit) for module in revision.open.modules for unit in module.units]
    for index, (module, unit) in enumerate(every):
        if unit.id == unit_id:
            before = every[index - 1][1] if index else None
            after = every[index + 1][1] if index + 1 < len(every) else None
            return Place(module, unit, index + 1, len(every), before, after)
    raise NotFound


def unit_page(revision: Revision, unit_id: str, lang: str, role: str) -> UnitPage:
    """Return the page of a unit as set for a language and a role (empty for a visitor)."""
    name = (revision.id, unit_id, lang, role)
    return _pages.get(name, lambda: _set(Setting(revision, unit_id, lang, role != "")))


def filled(
    page: UnitPage, standing: Standing, *, again: str = "", notices: str = "", draft: str = "",
    instead: Mapping[str, str] | None = None,
) -> str:
    """Return the page for one reader.

    `again` names a question that waits once more, `draft` the page of a draft to go on with; `instead`
    holds the HTML of items that are to be shown otherwise than they stand, as after an answer that was
    not whole.
    """
    token = templating.csrf_token()
    values = {
        **frame_values(), "notices": notices,
        "error": gettext("Error:") + " " if instead else "",
        "done": str(sum(map(standing.is_done, page.required))),
        "end": _end(page, standing, token), "chip": page.chips[bool(standing.drafts)],
    }
    for unit_id in page.siblings:
        values[f"mark:{unit_id}"] = mark(page.marks, standing, unit_id)
    for asked in page.asked:
        values[f"item:{asked.id}"] = (instead or {}).get(asked.id) or _item(
            page.setting, asked, standing, token, again, draft)
    if page.setting.is_known:
        values.update(margin.filled(
            page.note, page.sections, standing.notes, token, page.setting.revision.lang))
    return page.skeleton.fill(values)


def _item(
    setting: Setting, asked: Asked, standing: Standing, token: str, again: str, draft: str,
) -> str:
    answer, drafts = standing.answers.get(asked.id), standing.drafts.get(asked.id)
    if drafts:
        return drafted_html(setting, asked, answer, token, drafts, draft)
    return item_html(setting, asked, answer, token, again=asked.id == again)


def mark(marks: tuple[str, Skeleton], standing: Standing, unit_id: str) -> str:
    """Return how far a unit is, as words: done, two of five, or nothing."""
    if standing.is_complete(unit_id):
        return marks[0]
    progress = standing.progress.get(unit_id)
    if progress is None or not progress.done:
        return ""
    return marks[1].fill({"part": str(progress.done), "total": str(progress.total)})


def marks_in_words() -> tuple[str, Skeleton]:
    """Return the two marks in the language of this request: the whole, and the part with its holes."""
    part = gettext("%(done)s of %(count)s", done=hole("part"), count=hole("total"))
    return (str(Markup('<span class="mark is-done">{}</span>').format(gettext("Done"))),
            Skeleton(f'<span class="mark">{part}</span>'))


def _set(setting: Setting) -> UnitPage:
    revision, place = setting.revision, place_of(setting.revision, setting.unit_id)
    parts = unit_parts(revision, place.unit)
    asked = tuple(_named(part for part in parts if isinstance(part, ItemPlace)))
    html = render_template(
        "course/unit.html", **_words_of(place), hole=hole, modules=revision.open.modules,
        frame=OpenFrame(url_for("course.unit", unit_id=setting.unit_id)), is_known=setting.is_known,
        content_lang=revision.lang, is_missing_here=revision.lang != setting.lang, asked=len(asked),
        ui=languages.interface_marks(revision.lang, setting.lang), body=_body(parts, setting.is_known))
    return UnitPage(
        setting, Skeleton(html), asked, outline_of(revision).units[setting.unit_id].required,
        tuple(unit.id for unit in place.module.units), marks_in_words(), _ends(setting),
        (str(escape(gettext("All saved"))), str(escape(gettext("Draft kept")))),
        tuple(each for each in parts if isinstance(each, SectionEnd)), margin.skeleton(setting))


def _words_of(place: Place) -> dict[str, object]:
    return {name: getattr(place, name) for name in Place.__slots__}


def _body(parts: Iterable[Part], is_known: bool) -> Markup:
    return Markup("").join(_set_part(part, is_known) for part in parts)


def _set_part(part: Part, is_known: bool) -> Markup:
    if isinstance(part, SectionEnd):
        return hole(f"note:{part.section_id}") if is_known else Markup("")
    return part.markup if isinstance(part, Html) else hole(f"item:{part.item.id}")


def _named(places: Iterable[ItemPlace]) -> Iterable[Asked]:
    questions = 0
    for place in places:
        if isinstance(place.item, (OpenScenario, OpenReflection)):
            yield Asked(place, place.item.title or gettext("Reflection"))
        else:
            questions += 1
            yield Asked(place, gettext("Question %(number)s", number=questions))


def _ends(setting: Setting) -> Mapping[str, Skeleton]:
    fields, address = open_fields(setting), url_for(
        "course.act", unit_id=setting.unit_id, item_id=setting.unit_id)
    return {
        state: Skeleton(render_template(
            "course/end.html", state=state, fields=fields, action=address, missing=hole("missing"),
            frame_lang=setting.lang, path=url_for("course.unit", unit_id=setting.unit_id)))
        for state in (_KNOWN_ENDS if setting.is_known else ("visitor",))
    }


def _end(page: UnitPage, standing: Standing, token: str) -> str:
    missing = "".join(
        f'<li><a href="#{asked.id}">{escape(asked.name)}</a></li>'
        for asked in page.asked if not standing.is_done(asked.id))
    skeleton = page.ends[_end_state(page, standing, is_missing=bool(missing))]
    values = hidden_values(page.setting, page.setting.unit_id, token, "")
    return skeleton.fill({**values, "missing": missing})


def _end_state(page: UnitPage, standing: Standing, *, is_missing: bool) -> str:
    if not page.setting.is_known:
        return "visitor"
    if is_missing:
        return "missing"
    if not page.asked and not standing.is_done(page.setting.unit_id):
        return "read"
    if standing.has_completed:
        return "course"
    outline = outline_of(page.setting.revision)
    if outline.shapes[TestName.FINAL].is_held and all(map(standing.is_complete, outline.required_units)):
        return "tests"
    return "module" if all(map(standing.is_complete, page.siblings)) else "unit"
