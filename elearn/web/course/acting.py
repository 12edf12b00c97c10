"""From a posted form to an act in the record, and from its outcome to the next page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from uuid import uuid4

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.document.answers import OwnAnswer
from elearn.document.catalogue import Revision
from elearn.kernel import db
from elearn.kernel.errors import BadInput, NotFound
from elearn.learning import rules, services
from elearn.learning.acts import Act, ActKind, KeepWhich
from elearn.learning.keeping import services as keeping
from elearn.learning.outline import ItemKind, ItemRule, outline_of
from elearn.learning.queries import Visitor
from elearn.web import context, identity, kept, languages, practice, templating
from elearn.web.course.items import Fields
from elearn.web.forms import Problem
from elearn.web.places import Fields as FormFields
from elearn.web.places import Unanswered, choice_of, sent_in, step_choice

_FOCUS = {
    ItemKind.QUESTION: "{}-verdict", ItemKind.SCENARIO: "{}-here", ItemKind.REFLECTION: "{}-here",
    ItemKind.UNIT: "end",
}


def revision_of_form() -> Revision:
    """Return the revision the form was drawn from, where it is still known, else the present one."""
    held = context.current()
    named = held.catalogue.by_id(request.form.get("revision", ""))
    present = held.revision(languages.current())
    return named if named is not None and named.key == present.key else present


def item_of_form(revision: Revision, unit_id: str, item_id: str) -> ItemRule:
    """Return the item a form was sent for; raise NotFound where the unit has no such item."""
    item = outline_of(revision).items.get(item_id)
    if item is None or item.unit_id != unit_id:
        raise NotFound
    return item


def act_in(form: FormFields, item: ItemRule, revision: Revision) -> Act:
    """Return the act of a form; raise Unanswered where something is missing, BadInput where it is wrong."""
    sent = sent_in(form)
    kind, choice = ActKind.ANSWER, tuple[str, ...]()
    if item.question is not None:
        choice = choice_of(item.question, sent)
    elif item.scenario is not None:
        kind = ActKind.RESTART if form.get("restart") else ActKind.STEP
        if kind is ActKind.STEP:
            choice = (_way(item, form),)
    elif item.kind is ItemKind.UNIT:
        kind = ActKind.READ
    else:
        # Whoever wrote something and then says "I have thought about it" must not lose the words.
        thought = form.get("act") == "thought" and not sent.text.strip()
        kind = ActKind.THOUGHT if thought else ActKind.REFLECT
    text = sent.text if kind is ActKind.REFLECT else ""
    sure = int(sent.sure or 0) if kind is ActKind.ANSWER else 0
    return Act(form.get("event", ""), kind, item.id, form.get("base", ""), revision.id,
               languages.current(), choice, text, confidence=sure)


def record(visitor: Visitor, act: Act, item: ItemRule, revision: Revision) -> ResponseReturnValue:
    """Store an act of someone signed in, enrolling them first where they are not yet."""
    enrolment = visitor.enrolled
    enrolment_id = enrolment.id if enrolment else services.enrol(
        visitor.principal.person_id, revision.key, revision.lang, context.current().catalogue)
    try:
        verb = services.keep if request.form.get("act") == "keep" else services.record_act
        outcome = verb(enrolment_id, act, revision)
    except BadInput as error:
        if act.kind is ActKind.STEP:
            # Another window went on with the story: show where it stands now.
            return to_item(item)
        if act.kind is ActKind.REFLECT:
            raise Unanswered(Problem(f"{item.id}-text", error.message)) from None
        raise
    person_id, shown = visitor.principal.person_id, request.form.get("draft", "")
    if isinstance(outcome, KeepWhich):
        return _keep_which(outcome, act, item, revision, person_id)
    if act.kind is ActKind.REFLECT and (visitor.has_drafts or shown):
        keeping.forget_sent(person_id, item.id, act.event_id, shown)
    return to_item(item)


def practise(act: Act, item: ItemRule, revision: Revision) -> ResponseReturnValue:
    """Keep an act of a visitor on their device; what was written is shown again beside a way to sign in."""
    if act.kind is ActKind.REFLECT:
        return sign_in_first(act.text, item, revision)
    held = practice.answers()
    answer = _practised(act, item, held.get(item.id))
    if answer is None:
        # A step of the story that an ended sign-in was in: nothing is kept, and the page says why.
        return redirect(address_of(item, "ended" if identity.has_session() else None), 303)
    response = make_response(to_item(item))
    dropped = practice.keep(response, held, answer)
    told = "ended" if identity.has_session() else "full" if dropped else None
    response.location = address_of(item, told)
    return response


def sign_in_first(text: str, item: ItemRule, revision: Revision) -> Response:
    """Return the page that holds unsaved words while their writer signs in (401)."""
    return make_response(render_template(
        "course/sign_in_first.html", text=text, back=address_of(item), **_form(item, revision, "")), 401)


def address_of(item: ItemRule, told: str | None = None) -> str:
    """Return the address of an item's page with the place that takes focus; `told` names a notice."""
    focus = _FOCUS[item.kind].format(item.id)
    if told is None:
        return _place(languages.current(), item.unit_id, focus)
    return url_for("course.unit", unit_id=item.unit_id, _anchor=focus, told=told)


@lru_cache(maxsize=8192)
def _place(lang: str, unit_id: str, focus: str) -> str:
    """Return the address of a place in a unit; every answer asks for one, and they never change."""
    return url_for("course.unit", lang=lang, unit_id=unit_id, _anchor=focus)


def to_item(item: ItemRule) -> ResponseReturnValue:
    """Send the browser to the item: reloading that page sends nothing again."""
    return redirect(address_of(item), 303)


def _way(item: ItemRule, form: Mapping[str, str]) -> str:
    step = item.scenario.steps.get(form.get("step", "")) if item.scenario else None
    if step is None:
        raise BadInput
    return step_choice(step, sent_in(request.form))


def _practised(act: Act, item: ItemRule, before: OwnAnswer | None) -> OwnAnswer | None:
    """Return the answer as it stands after the act, or None where the act cannot follow."""
    if item.scenario is None:
        return OwnAnswer(item.id, "", act.choice, is_done=True, confidence=act.confidence)
    was_done = before is not None and before.is_done
    if act.kind is ActKind.RESTART:
        return OwnAnswer(item.id, "", (), is_done=was_done)
    path = rules.path_after(item.scenario, item.start, before.choice if before else (), act.choice[0])
    if path is None:
        return None
    ended = rules.has_ended(item.scenario, item.start, path)
    return OwnAnswer(item.id, "", path, is_done=was_done or ended)


def _keep_which(
    both: KeepWhich, act: Act, item: ItemRule, revision: Revision, person_id: str,
) -> Response:
    """Show both texts (409); the one just sent is a draft until its writer has chosen."""
    form, event = _form(item, revision, both.stored_event), uuid4().hex
    db.db.session.rollback()
    with db.transaction():
        keeping.forget_sent(person_id, item.id, act.event_id, request.form.get("draft", ""))
        keeping.save_draft(person_id, keeping.Typed(item.id, event, act.base, 0, both.mine))
    return make_response(render_template(
        "course/keep_which.html", both=both, back=address_of(item), draft=f"{event}-0", item=item,
        confirmed=request.form.get(kept.CONFIRMED, ""), **form), 409)


def _form(item: ItemRule, revision: Revision, base: str) -> dict[str, object]:
    event = uuid4().hex
    fields = Fields(
        templating.csrf_field(templating.csrf_token()), event, base, revision.id,
        kept.field(f"course/{item.unit_id}/{item.id}", event))
    return {"fields": fields,
            "action": url_for("course.act", unit_id=item.unit_id, item_id=item.id)}
