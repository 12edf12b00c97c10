"""How passages are called."""

from __future__ import annotations

from flask_babel import gettext, pgettext

from elearn.document.passages import Passage


def of_passage(place: Passage) -> str:
    """Return what a passage is called: its kind, and its title where it has one."""
    kind = {
        "section": pgettext("passage", "Text"), "case": pgettext("passage", "Case"),
        "question": pgettext("passage", "Question"), "scenario": pgettext("passage", "Scenario"),
        "reflection": pgettext("passage", "Reflection"), "figure": pgettext("passage", "Figure"),
        "checklist": pgettext("passage", "Checklist"), "slot": pgettext("passage", "National rules"),
    }[place.kind]
    if not place.title:
        return f"{kind} ({place.id})"
    return gettext("%(kind)s: %(title)s", kind=kind, title=place.title)
