"""What is said when an act cannot be recorded, in English; the web translates it where it shows it."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802  Babel looks for this name when it gathers the words.
    """Mark a message for translation and leave it as it is."""
    return message


PLACE_EVERY_LINE = N_("Give every line a place of its own.")
MATCH_EVERY_LINE = N_("Choose a match for every line.")
NO_SUCH_OPTION = N_("This is not one of the options of the question.")
CHOOSE_ONE = N_("Choose one option.")
CHOOSE_SOME = N_("Choose at least one option.")
CHOOSE_A_WAY = N_("Choose one way to go on.")
NOTHING_HERE = N_("There is nothing here to answer in this way.")
WRITE_OR_THINK = N_("Write something first, or say that you have thought about it.")
TOO_LONG = N_("This text is longer than 20,000 characters. Shorten it and save it again.")
STORY_WENT_ON = N_("The story has gone on from this step. Go on from where it stands now.")
STORY_NOT_BEGUN = N_("This story has not begun.")
OTHER_COURSE = N_("This page belongs to another course or edition.")
FORM_NOT_WHOLE = N_("This form is not whole. Open the page again.")
