"""The private notes of a unit's page: a field beside each section, with what its reader wrote there."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from functools import lru_cache
from uuid import uuid4

from flask import render_template, url_for
from flask_babel import gettext
from markupsafe import Markup, escape

from elearn.document.catalogue import Revision
from elearn.learning.notes.queries import KeptNote
from elearn.render.web import SectionEnd
from elearn.web import kept, languages, openings
from elearn.web.course.items import Setting, open_fields
from elearn.web.skeleton import Skeleton, hole

_SHOWN = 160


def skeleton(setting: Setting) -> Skeleton:
    """Return the field of a note, set once for the page of a unit."""
    return Skeleton(render_template(
        "course/_note.html", hole=hole, fields=open_fields(setting),
        ui=languages.interface_marks(setting.revision.lang, setting.lang)))


def filled(
    field: Skeleton, sections: tuple[SectionEnd, ...], notes: Mapping[str, KeptNote], token: str, lang: str,
) -> Iterator[tuple[str, str]]:
    """Yield the place of each section's note and what stands there; `lang` is that of the titles.

    One event serves the whole page.
    """
    event = uuid4().hex
    for each in sections:
        title = _named(each, lang) if each.title else ""
        yield f"note:{each.section_id}", _one(
            field, each.section_id, title, notes.get(each.section_id), token, event)


def section_ids(revision: Revision, unit_id: str) -> tuple[str, ...]:
    """Return the sections of a unit."""
    return tuple(section.id for module in revision.open.modules for unit in module.units
                 if unit.id == unit_id for section in unit.sections)


def _named(section: SectionEnd, lang: str) -> Markup:
    return Markup('<span class="visually-hidden" lang="{}">: {}</span>').format(lang, section.title)


def _one(
    field: Skeleton, section_id: str, title: str, note: KeptNote | None, token: str, event: str,
) -> str:
    text = note.text if note else ""
    return field.fill({
        "section": section_id, "title": title, "csrf": token,
        "address": _address(languages.current(), section_id), "event": event,
        "base": note.mark if note else "", "mark": kept.field(f"notes/{section_id}", event),
        "gist": _gist(text), "text": escape(text),
        "saved": gettext("Saved on %(moment)s.", moment=openings.moment(note.at)) if note and text else "",
        "delete": _delete(section_id) if text else "",
    })


@lru_cache(maxsize=8192)
def _address(lang: str, section_id: str) -> str:
    """Return where a note is sent; every page asks for some, and they never change."""
    return url_for("notes.save", lang=lang, section_id=section_id)


def _gist(text: str) -> Markup:
    """Return the beginning of a note, which stands in the margin while its field is closed."""
    if not text:
        return Markup("")
    short = textwrap.shorten(text, _SHOWN, placeholder=" …") or text[:_SHOWN]
    return Markup('<span class="noted" lang="" dir="auto">{}</span>').format(short)


def _delete(section_id: str) -> Markup:
    return Markup(' <a href="{}">{}</a>').format(
        url_for("notes.delete", section_id=section_id), gettext("Delete my note"))
