"""What a form of the course says that was sent after its sign-in had ended, for the page that asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from markupsafe import Markup

from elearn.document.catalogue import Revision
from elearn.kernel.errors import NotFound
from elearn.learning.outline import ItemKind, ItemRule, outline_of
from elearn.render.web import inline_html
from elearn.web import chosen, context, kept, languages
from elearn.web.course.pages import place_of
from elearn.web.kept import Told
from elearn.web.places import Fields, sent_in


@kept.tells("course.act")
def told(values: Mapping[str, Any], fields: Fields) -> Told:
    """Return the unit, and the words, options or way of a story that were sent for an item in it."""
    held = context.current()
    revision = held.catalogue.by_id(fields.get("revision", "")) or held.revision(languages.current())
    item = outline_of(revision).items.get(values["item_id"])
    if item is None:
        raise NotFound
    title = f"{_kind(item)}: {place_of(revision, item.unit_id).unit.title}"
    if item.question is not None:
        return Told(title, chosen.in_words(revision, item.question, fields))
    return Told(title, _way(revision, item, fields), sent_in(fields).text)


def _kind(item: ItemRule) -> str:
    return {
        ItemKind.QUESTION: gettext("Your answer"), ItemKind.SCENARIO: gettext("Your decision"),
        ItemKind.REFLECTION: gettext("Your own words"), ItemKind.UNIT: gettext("You have read this"),
    }[item.kind]


def _way(revision: Revision, item: ItemRule, fields: Fields) -> tuple[Markup, ...]:
    if item.scenario is None:
        return ()
    if fields.get("restart"):
        return (Markup("{}").format(gettext("Start the story again")),)
    step = item.scenario.steps.get(fields.get("step", ""))
    return tuple(inline_html(revision, choice.text)
                 for place, choice in enumerate(step.choices if step else (), start=1)
                 if place in sent_in(fields).places)
