"""An item of a page in the state it is in: waiting for an answer, or with what is told after it.

The HTML of a state is the same for everyone who is in it; so it is made once, with holes for the
token, the id of the act to come, the act it is drawn over, and the words someone wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from flask import render_template, url_for
from flask_babel import gettext
from markupsafe import Markup, escape

from elearn.document.answers import OwnAnswer
from elearn.document.blocks import OpenReflection, OpenScenario
from elearn.document.catalogue import Revision
from elearn.document.questions import OpenQuestion
from elearn.learning.keeping.queries import KeptDraft
from elearn.render.web import ItemPlace, WebRenderer, answers_html
from elearn.web import context, kept, languages, openings, told, worded
from elearn.web.course import story
from elearn.web.forms import Problem
from elearn.web.places import Sent
from elearn.web.shelf import Shelf
from elearn.web.skeleton import Skeleton, hole
from elearn.web.templating import csrf_field

_made: Shelf[Skeleton] = Shelf(4000)
NOTHING_SENT = Sent()
# The draft that stands in the field, and those below it.
Drafts = tuple[KeptDraft | None, Sequence[KeptDraft]]


@dataclass(frozen=True, slots=True)
class Fields:
    """The hidden fields of a form."""

    csrf_field: Markup
    event: str
    base: str
    revision: str
    mark: Markup


@dataclass(frozen=True, slots=True)
class Setting:
    """Where items are shown: a unit of a revision, in an interface language, to someone known or not."""

    revision: Revision
    unit_id: str
    lang: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An item with its name on the page ("Question 3")."""

    part: ItemPlace
    name: str

    @property
    def id(self) -> str:
        return self.part.item.id


def item_html(
    setting: Setting, asked: Asked, answer: OwnAnswer | None, token: str, *, again: bool = False,
) -> str:
    """Return an item as it stands for one reader; with `again` a question waits once more."""
    state = _state(asked.part, answer, again=again)
    catalogue = context.current().catalogue
    since = "" if again else worded.since(answer, setting.revision, catalogue)
    choice = answer.choice if answer and since else ()
    name = (setting.revision.id, setting.lang, setting.is_known, asked.id, state, since, choice)
    skeleton = _made.get(name, lambda: Skeleton(_made_html(
        setting, asked, state,
        then=worded.then(answer, setting.revision, catalogue) if answer and since else None)))
    return skeleton.fill({
        **hidden_values(setting, asked.id, token, answer.event_id if answer else ""),
        "text": escape(answer.text) if answer else "",
        "sure": confidence_html(answer.confidence) if answer else "",
    })


def hidden_values(setting: Setting, item_id: str, token: str, base: str) -> dict[str, str]:
    """Return what fills the hidden fields of one form, under an event id of its own."""
    event = uuid4().hex
    mark = kept.field(f"course/{setting.unit_id}/{item_id}", event) if setting.is_known else ""
    return {"csrf": token, "event": event, "base": base, "mark": mark}


def confidence_html(confidence: int) -> str:
    """Return in words how sure someone said they were, or nothing where they did not say."""
    said = {1: gettext("You said: a guess."), 2: gettext("You said: fairly sure."),
            3: gettext("You said: certain.")}.get(confidence)
    return f'<p class="sure">{escape(said)}</p>' if said else ""


def unanswered_html(
    setting: Setting, asked: Asked, answer: OwnAnswer | None, token: str, sent: Sent, problem: Problem,
) -> str:
    """Return an item whose answer was not whole, with all that was sent kept in it."""
    state = _state(asked.part, answer, again=True)
    html = _made_html(setting, asked, state, sent, problem)
    return Skeleton(html).fill({
        **hidden_values(setting, asked.id, token, answer.event_id if answer else ""),
        "text": escape(sent.text),
    })


def drafted_html(
    setting: Setting, asked: Asked, answer: OwnAnswer | None, token: str, drafts: Sequence[KeptDraft],
    chosen: str,
) -> str:
    """Return a reflection with the drafts that were typed for it and not sent.

    The one typed over the present answer, or whose page is `chosen`, stands in the field; the others, and
    the stored text, stand below in full. Nothing is dropped before its writer says so.
    """
    base, stored = (answer.event_id, answer.text) if answer else ("", "")
    unsent = [each for each in drafts if each.text != stored]
    if not unsent:
        return item_html(setting, asked, answer, token)
    shown = next((each for each in unsent if each.page == chosen), None) or next(
        (each for each in unsent if each.base == base), None)
    others = [each for each in unsent if each is not shown]
    html = _made_html(setting, asked, _state(asked.part, answer, again=False), drafts=(shown, others))
    return Skeleton(html).fill({
        **hidden_values(setting, asked.id, token, base), "stored": escape(stored),
        "text": escape(shown.text if shown else stored),
        **{f"draft:{each.page}": escape(each.text) for each in others},
    })


def open_fields(setting: Setting) -> Fields:
    """Return the hidden fields of a form that each request fills anew."""
    return Fields(
        csrf_field(hole("csrf")), hole("event"), hole("base"), setting.revision.id, hole("mark"))


def _state(part: ItemPlace, answer: OwnAnswer | None, *, again: bool) -> tuple[str, ...]:
    if isinstance(part.item, OpenReflection):
        done = answer is not None and answer.is_done
        return ("done" if done else "open", "text" if answer and answer.text else "")
    if isinstance(part.item, OpenScenario):
        return answer.choice if answer else ()
    return ("told", *answer.choice) if answer and answer.choice and not again else ("open",)


def _made_html(
    setting: Setting, asked: Asked, state: tuple[str, ...],
    sent: Sent = NOTHING_SENT, problem: Problem | None = None, drafts: Drafts = (None, ()),
    then: worded.Then | None = None,
) -> str:
    common = {
        "part": asked.part, "item": asked.part.item, "name": asked.name, "problem": problem,
        "sent": sent, "label": told.label,
        "ui": languages.interface_marks(setting.revision.lang, setting.lang),
        "fields": open_fields(setting), "drafts": drafts, "hole": hole, "moment": openings.moment,
        "unit_id": setting.unit_id, "then": then, "lang": setting.revision.lang,
        "action": url_for("course.act", unit_id=setting.unit_id, item_id=asked.id),
    }
    if isinstance(asked.part.item, OpenScenario):
        held = story.story(setting.revision, asked.part, state)
        return render_template("course/scenario.html", **common, story=held)
    if isinstance(asked.part.item, OpenReflection):
        return _reflection(setting, asked, state, common)
    return _question(setting, asked.part.item, state, common)


def _reflection(
    setting: Setting, asked: Asked, state: tuple[str, ...], common: Mapping[str, object],
) -> str:
    is_done = state[0] == "done"
    model = setting.revision.self_study.answers.models.get(asked.id, ()) if is_done else ()
    return render_template(
        "course/reflection.html", **common, text=hole("text"), is_done=is_done,
        has_text=state[1] == "text", is_known=setting.is_known,
        model=answers_html(setting.revision, model) if model else "")


def _question(
    setting: Setting, question: OpenQuestion, state: tuple[str, ...], common: Mapping[str, object],
) -> str:
    after = _told(setting.revision, question, state[1:]) if state[0] == "told" else None
    if after is None:
        return render_template("course/question.html", **common, legend=told.legend(question.kind))
    again = url_for("course.unit", unit_id=setting.unit_id, again=question.id, _anchor=question.id)
    return render_template("course/told.html", **common, told=after, again=again, sure=hole("sure"))


def _told(revision: Revision, question: OpenQuestion, choice: tuple[str, ...]) -> told.Told | None:
    key = revision.self_study.answers.questions[question.id]
    return told.told(WebRenderer(revision), key, question.cites, choice)
