"""A choice that was sent and not stored, in the words of its options: to its sender, before it is saved."""

from __future__ import annotations

from markupsafe import Markup

from elearn.document.catalogue import Revision
from elearn.document.questions import QuestionKey, QuestionKind
from elearn.kernel.errors import BadInput
from elearn.learning.rules import DO_NOT_KNOW
from elearn.render.web import inline_html
from elearn.web.places import UNKNOWN, Fields, Unanswered, choice_of, sent_in


def in_words(revision: Revision, key: QuestionKey, fields: Fields) -> tuple[Markup, ...]:
    """Return what a form chose, option by option; nothing where it is not whole."""
    try:
        sent = sent_in(fields)
        choice = (DO_NOT_KNOW,) if sent.places == {UNKNOWN} else choice_of(key, sent)
    except (BadInput, Unanswered):
        return ()
    return tuple(_words(revision, key, held) for held in choice if choice != (DO_NOT_KNOW,))


def _words(revision: Revision, key: QuestionKey, held: str) -> Markup:
    if key.kind is not QuestionKind.MATCH:
        return inline_html(revision, key.option(held).text)
    left, _, right = held.partition("=")
    return Markup("{} – {}").format(
        inline_html(revision, key.option(left).text), inline_html(revision, key.option(right).counterpart))
