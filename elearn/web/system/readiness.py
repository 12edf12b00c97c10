"""What keeps this server from being of use, in one line for whoever watches over it."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import SQLAlchemyError

from elearn.accounts import tokens
from elearn.kernel import config, db, words
from elearn.kernel.errors import ElearnError
from elearn.learning import queries
from elearn.learning.certificates import signing
from elearn.web import context, saving


def why_not() -> str:
    """Return what is wrong and what mends it, the worst first; nothing where all is well."""
    try:
        config.current().refuse_half_restored()
    except config.SettingsError as error:
        return str(error)
    return _of_the_database() or _of_the_course() or _of_the_keys() or _of_the_disk()


def _of_the_database() -> str:
    try:
        step = db.schema_revision()
        if step == db.steps()[0]:
            # The question that every page of a signed-in reader asks, about a sign-in that nobody has.
            queries.visitor(tokens.digest_of("nobody"), config.current().course)
            return ""
    except SQLAlchemyError as error:
        return f"the database cannot be read ({type(getattr(error, 'orig', None) or error).__name__})"
    if step in db.steps():
        return f"the database is at step {step}, older than this program; run: elearn db upgrade"
    return f"the database is at step {step or 'none'}, unknown to this program; install the newer one"


def _of_the_course() -> str:
    try:
        context.current().revision(words.INTERFACE[0].tag)
    except LookupError:
        return f"the course {config.current().course} is not active; run: elearn activate"
    return ""


def _of_the_keys() -> str:
    if not (config.current().data / "keys.db").is_file():
        return "keys.db is missing from the data folder; bring it back from the backup of the keys"
    try:
        signing.issuer()
    except (SQLAlchemyError, ElearnError, OSError) as error:
        return saving.why(error) or f"keys.db cannot be read ({type(error).__name__})"
    except InvalidTag:
        return "ELEARN_MASTER_KEY is not the master key that sealed keys.db"
    return ""


def _of_the_disk() -> str:
    reason = saving.current().attempt()
    return f"nothing can be saved: {reason}; it goes on by itself once that is mended" if reason else ""
