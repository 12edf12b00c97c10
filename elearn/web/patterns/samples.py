"""What the components show on the pattern page: words the interface has anyway, and invented figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from types import SimpleNamespace
from typing import cast

import flask_babel
from wtforms import (
    BooleanField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from elearn.document.catalogue import Revision
from elearn.document.questions import OpenQuestion, QuestionKey, QuestionKind
from elearn.document.walk import items
from elearn.learning.attempts.states import TestName
from elearn.render.web import ItemPlace, WebRenderer, item_place
from elearn.web import openings, told
from elearn.web.forms import Form, Problem
from elearn.web.openings import TestLine
from elearn.web.places import Sent, sent_for
from elearn.web.templating import THEMES, Frame
from elearn.web.wording import judicial_roles

lazy_gettext = cast("Callable[..., str]", flask_babel.lazy_gettext)

# A file of templates/patterns/ each; together they show every file of templates/components/.
PARTS = (
    "button", "form", "field", "radios", "tick", "error_summary", "notice", "verdict", "chip", "progress",
    "crumb", "facts", "definitions", "table", "bars", "funnel", "line", "empty", "pager",
    "kept", "draft_state", "test_lines", "search_form", "paragraph_rows", "found_places", "contact",
    "question", "note", "unit",
)
TYPED = "Ana María Ñandú-Okonkwo\nقاضية في محكمة الاستئناف <b>&amp;"
MOMENT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
FIGURES = (("Velmara", "120"), ("Ostrava del Sur", "45"), ("Tarn", "<10"))
STEPS = (("120", "105", "60"), ("120", "<10", "<10"))
MONTHS = (("2026-01", "20"), ("2026-02", "45"), ("2026-03", "<10"), ("2026-04", "40"), ("2026-05", "65"),
          ("2026-06", "<10"), ("2026-07", "30"))
KINDS = ("note", "good", "caution", "breach")
TONES = ("sound", "defensible", "risky", "breach")
# The file of a draft is said to be of this moment.
DRAFT = SimpleNamespace(at=MOMENT)
CONTACTS = (None, SimpleNamespace(address="mailto:help@court.example", words="help@court.example"),
            SimpleNamespace(address="", words=TYPED))
moment = openings.moment


class PatternFrame(Frame):
    """The frame of the pattern page, in the theme and direction that its address asks for."""

    def __init__(self, theme: str, direction: str) -> None:
        super().__init__(theme=theme if theme in THEMES else "")
        self._direction = direction

    @cached_property
    def direction(self) -> str:
        return self._direction if self._direction in ("ltr", "rtl") else super().direction


class SampleForm(Form):
    """A field of each kind."""

    name = StringField(lazy_gettext("Your name, as it should stand on your certificate"),
                       validators=[InputRequired(lazy_gettext("Enter your name."))],
                       render_kw={"autocomplete": "off", "dir": "auto"})
    code = StringField(lazy_gettext("Code"), render_kw={"autocomplete": "off", "dir": "ltr"})
    password = PasswordField(lazy_gettext("Password"), render_kw={"autocomplete": "off"},
                             validators=[InputRequired(lazy_gettext("Enter your password."))])
    country = SelectField(lazy_gettext("Country"),
                          choices=[SelectChoice("", "–"), SelectChoice("XA", "Velmara")],
                          validators=[InputRequired(lazy_gettext("Choose your country."))])
    work = RadioField(lazy_gettext("Your work in the justice system"),
                      validators=[InputRequired(lazy_gettext("Choose your work."))])
    read = BooleanField(lazy_gettext("I have read this"),
                        validators=[InputRequired(lazy_gettext("Say that I have read the text"))])
    words = TextAreaField(
        lazy_gettext("Your own words"), render_kw={"rows": "4", "dir": "auto", "lang": ""},
        validators=[InputRequired(lazy_gettext("Say what is wrong, so that it can be mended."))])

    def __init__(self, *args: object, prefix: str = "", **values: object) -> None:
        super().__init__(*args, prefix=prefix, **values)  # type: ignore[call-arg, arg-type]
        self.work.choices = judicial_roles()


def wrong_form() -> SampleForm:
    """Return the form as it comes back where nothing was entered but the code."""
    form = SampleForm(prefix="wrong-", data={"code": "K7QM-3XRT"})
    form.validate()
    return form


@dataclass(frozen=True, slots=True)
class Shown:
    """A question in one state; `told` is what stands there after an answer."""

    state: str
    part: ItemPlace
    legend: str
    sent: Sent
    problem: Problem | None = None
    told: told.Told | None = None
    then: SimpleNamespace | None = None

    @property
    def item(self) -> OpenQuestion:
        return cast("OpenQuestion", self.part.item)


def questions(revision: Revision) -> tuple[Shown, ...]:
    """Return the first question of each kind in the course, in each of its states."""
    found: dict[QuestionKind, OpenQuestion] = {}
    for module in revision.open.modules:
        for unit in module.units:
            for item in items(unit):
                if isinstance(item, OpenQuestion):
                    found.setdefault(item.kind, item)
    return tuple(shown for item in found.values() for shown in _states(revision, item))


def _states(revision: Revision, item: OpenQuestion) -> Iterator[Shown]:
    key = revision.self_study.answers.questions[item.id]
    first, best = _choices(key)
    problem = flask_babel.gettext("Choose one answer.")
    for state, choice in (("untouched", ()), ("wrong", ()), ("answered", first), ("well", best),
                          ("reworded", best), ("corrected", first)):
        part = item_place(revision, replace(item, id=f"{item.id}-{state}"))
        yield Shown(
            state, part, told.legend(item.kind),
            sent_for(key, first) if state == "wrong" else Sent(),
            Problem(f"{item.id}-{state}-1", problem) if state == "wrong" else None,
            told.told(WebRenderer(revision), key, item.cites, choice) if choice else None,
            SimpleNamespace(is_corrected=state == "corrected", chosen=(TYPED,), body=part.body)
            if state in ("reworded", "corrected") else None)


def _choices(key: QuestionKey) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return an answer that comes first and one that is right, as the record keeps them."""
    if key.kind is QuestionKind.ORDER:
        return tuple(reversed(key.right_order)), key.right_order
    if key.kind is QuestionKind.MATCH:
        rows = [option.key for option in key.options if option.text]
        right = dict(zip(rows, rows, strict=True))
        others = [*rows[1:], rows[0]]
        return (tuple(f"{row}={held}" for row, held in zip(rows, others, strict=True)),
                tuple(f"{row}={held}" for row, held in right.items()))
    right_ones = tuple(option.key for option in key.options if option.is_right)
    other = next(option.key for option in key.options if option.key not in right_ones)
    return (other,), right_ones or (key.options[-1].key,)


def lines() -> tuple[TestLine, ...]:
    """Return a test that runs, one that is open and one that is closed."""
    name = openings.name_of
    said = flask_babel.gettext(
        "No test is held at present. The course is complete when its required units are.")
    begin = flask_babel.gettext("Begin the final test")
    return (
        TestLine(TestName.ENTRY, name(TestName.ENTRY), said, "#part-test_lines", begin, is_running=True),
        TestLine(TestName.FINAL, name(TestName.FINAL), said, "#part-test_lines", begin, is_running=False),
        TestLine(TestName.POST, name(TestName.POST), said, "#part-test_lines", "", is_running=False))


def notes() -> tuple[SimpleNamespace, ...]:
    """Return a note nobody wrote yet and one with words, each with what its fields hold."""
    return tuple(
        SimpleNamespace(
            csrf_field="", mark="", event="", base="",
            hole={"section": place, "title": "", "gist": gist, "address": "#part-note", "text": text,
                  "saved": "", "delete": ""}.get)
        for place, gist, text in (("untouched", "", ""), ("written", TYPED.splitlines()[0], TYPED)))


def rows() -> tuple[SimpleNamespace, ...]:
    """Return a value and a paragraph of it, as the Principles browser lists them."""
    value = SimpleNamespace(anchor="row-2", label="", name=TYPED.splitlines()[0], is_value=True,
                            is_part=False, address="#part-paragraph_rows", gist="Velmara")
    return value, SimpleNamespace(anchor="row-2.5", label="§ 2.5", name="", is_value=False, is_part=False,
                                  address="#part-paragraph_rows", gist="Ostrava del Sur")


def found() -> tuple[SimpleNamespace, ...]:
    """Return a place that a search found, the word looked for marked in it."""
    pieces = (SimpleNamespace(text="Ostrava ", is_found=False),
              SimpleNamespace(text="del Sur", is_found=True))
    return (SimpleNamespace(address="#part-found_places", title="Velmara", kind="Tarn", within=("§ 2.5",),
                            pieces=pieces),)
