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
NO_TEXT = N_("There is no text of yours here to delete.")
TEXT_CHANGED = N_("Your text has changed since this page was opened. Open it again and look at it first.")
NOTE_EMPTY = N_("Write something first. A note you no longer want can be deleted.")
NOTE_CHANGED = N_("Your note has changed since this page was opened. Open it again and look at it first.")
TOO_LONG = N_("This text is longer than 20,000 characters. Shorten it and save it again.")
STORY_WENT_ON = N_("The story has gone on from this step. Go on from where it stands now.")
STORY_NOT_BEGUN = N_("This story has not begun.")
OTHER_COURSE = N_("This page belongs to another course or edition.")
FORM_NOT_WHOLE = N_("This form is not whole. Open the page again.")
SAY_WHAT_IS_WRONG = N_("Say what is wrong, so that it can be mended.")
REPORT_TOO_LONG = N_("This is longer than 4,000 characters. Shorten it and send it again.")
ENOUGH_REPORTS = N_("You reported 30 mistakes today; thank you. Send the next ones tomorrow.")
ANSWER_IN_WORDS = N_("Choose what became of it, and write an answer for the person who reported it.")
NAME_EMPTY = N_("Enter your name as it should stand on your certificate.")
NAME_TOO_LONG = N_("Use at most 120 characters.")
NAME_UNSEEN = N_("This contains characters that cannot be seen, perhaps copied along. Type the name anew.")
NAME_STANDS = N_("The certificate bears this name already. Change it before you have it issued again.")
NAME_CONFIRMED = N_(
    "Your certificate is issued already. Have it issued again from the page of certificates.")
NO_CERTIFICATE = N_("There is no valid certificate that could be issued again.")
ENOUGH_REISSUED = N_("It was issued again three times within a day. Try again tomorrow.")
SAY_WHY_REVOKED = N_("Say in at most 500 characters why the certificate is revoked.")
NOT_REVOCABLE = N_("This certificate is not valid any more, so that it cannot be revoked.")
TEST_NOT_HELD = N_("This test is not held at present: too few of its questions are written.")
TEST_IN_ANOTHER_LANGUAGE = N_("This test is not held in this language yet. Choose another one to take it.")
UNITS_FIRST = N_("This test opens when you have completed the required units.")
TEST_TAKEN = N_("You have taken this test. It is taken once.")
TEST_PASSED = N_("You have passed this test. There is no need to take it again.")
TOO_MANY_ATTEMPTS = N_("You have begun as many attempts as one day allows. Try again tomorrow.")
TEST_SUBMITTED = N_("This test is submitted, so its answers stand. Go to its result.")
NO_SUCH_ROUTE = N_("This course does not lead to the certificate in this way.")
NOT_BY_ONESELF = N_("A workshop is recorded by a trainer, and by nobody for themselves.")
NO_SUCH_MINUTES = N_("Give the length of the workshop in minutes, from 1 to 10,000.")
NOT_HELD_YET = N_("This day is still to come. Record the workshop after it was held.")
WITHDRAWN_ALREADY = N_("This was withdrawn already. Open the page again to see how the record stands.")
RECORD_WENT_ON = N_(
    "The record has changed since this page was opened. Look at what the correction would do now.")
