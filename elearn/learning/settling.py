"""Whether an act is one, what its body is, and what the record already says to it."""

from __future__ import annotations

import hashlib

from elearn.accounts import texts
from elearn.document import canonical
from elearn.document.questions import QuestionKey
from elearn.kernel.errors import BadInput
from elearn.learning import refusals, rules
from elearn.learning.acts import TEXT_LIMIT, Act, ActKind, KeepWhich, Receipt
from elearn.learning.ledger import Standing, StoredEvent
from elearn.learning.outline import ItemKind, ItemRule, Outline
from elearn.learning.rows import Row

CERTAIN = 3

_DONE_TO = {
    ActKind.ANSWER: ItemKind.QUESTION, ActKind.STEP: ItemKind.SCENARIO,
    ActKind.RESTART: ItemKind.SCENARIO, ActKind.REFLECT: ItemKind.REFLECTION,
    ActKind.THOUGHT: ItemKind.REFLECTION, ActKind.READ: ItemKind.UNIT,
}


def item_of(act: Act, outline: Outline) -> ItemRule:
    """Return the item of an act; raise BadInput where there is none or it takes no such act."""
    item = outline.items.get(act.item_id)
    if item is None or item.kind is not _DONE_TO[act.kind]:
        raise BadInput(refusals.NOTHING_HERE)
    return item


def body_of(act: Act, item: ItemRule, person_id: str) -> Row:
    """Return what is compared when the same event id comes again: the payload without sealed text.

    Raise BadInput where the choice cannot be one of this item, or the text is too long.
    """
    if act.kind is ActKind.REFLECT:
        if len(act.text) > TEXT_LIMIT:
            raise BadInput(refusals.TOO_LONG)
        return {
            "is_blank": not act.text.strip(), "digest": texts.digest(person_id, act.item_id, act.text)}
    if act.kind is ActKind.ANSWER and item.question is not None:
        return _answer_body(act, item.question)
    if act.kind is ActKind.STEP:
        if len(act.choice) != 1:
            raise BadInput(refusals.CHOOSE_A_WAY)
        return {"choice": list(act.choice)}
    return {}


def _answer_body(act: Act, key: QuestionKey) -> Row:
    if not 0 <= act.confidence <= CERTAIN:
        raise BadInput(refusals.FORM_NOT_WHOLE)
    said = {"confidence": act.confidence} if act.confidence else {}
    return {"choice": list(rules.usable_choice(key, act.choice)), **said}


def is_same(act: Act, body: Row, found: StoredEvent, person_id: str) -> bool:
    """Say whether a stored event is this very act."""
    if (found.kind.value, found.item_id) != (act.kind.value, act.item_id):
        return False
    if act.kind is ActKind.REFLECT:
        return texts.is_digest(person_id, act.item_id, act.text, found.payload["digest"])
    return found.payload == body


def other_id(event_id: str, body: Row) -> str:
    """Return the id under which an event id with another body is stored, the same at every retry."""
    said = canonical.dump({key: str(value) for key, value in sorted(body.items())})
    return hashlib.sha256(f"{event_id}|{said}".encode()).hexdigest()[:32]


def settle(
    act: Act, body: Row, item: ItemRule, stands: Standing, person_id: str,
) -> Receipt | KeepWhich | None:
    """Return what the record already says to an act, or None where the act is to be stored.

    Raise BadInput where the act cannot follow from how the item stands.
    """
    if stands.found is not None:
        return _receipt(stands.found)
    if act.kind is ActKind.REFLECT:
        return _settle_text(act, body, stands, person_id)
    if act.kind is ActKind.STEP:
        return _settle_step(act, item, stands)
    if act.kind is ActKind.RESTART:
        return _settle_restart(stands)
    if act.kind in (ActKind.THOUGHT, ActKind.READ) and stands.item and stands.item.is_done:
        return _receipt(stands.answer)
    return None


def _receipt(found: StoredEvent | None) -> Receipt | None:
    return Receipt(found.id, found.seq, found.received_at, was_there_already=True) if found else None


def _settle_text(act: Act, body: Row, stands: Standing, person_id: str) -> Receipt | KeepWhich | None:
    if stands.item is None or not stands.item.has_text or stands.answer is None:
        if body["is_blank"]:
            raise BadInput(refusals.WRITE_OR_THINK)
        return None
    # An empty text never replaces one; the same text is there already, over whatever form it came.
    held = stands.answer.payload
    if body["is_blank"] or texts.is_digest(person_id, act.item_id, act.text, held["digest"]):
        return _receipt(stands.answer)
    if act.base == stands.answer.id:
        return None
    stored = texts.opened(person_id, act.item_id, held["sealed"]) or ""
    return KeepWhich(act.text, stored, stands.answer.id)


def _settle_step(act: Act, item: ItemRule, stands: Standing) -> Receipt | None:
    path = stands.item.last_choice if stands.item else ()
    if item.scenario is not None and rules.path_after(item.scenario, item.start, path, act.choice[0]):
        return None
    if path and path[-1] == act.choice[0]:
        return _receipt(stands.answer)
    raise BadInput(refusals.STORY_WENT_ON)


def _settle_restart(stands: Standing) -> Receipt | None:
    if stands.item is None:
        raise BadInput(refusals.STORY_NOT_BEGUN)
    return None if stands.item.last_choice else _receipt(stands.answer)
