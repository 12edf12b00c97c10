"""Setting right what an account says of somebody: country, training site, work, by staff with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.accounts import countries, links, looks, sites
from elearn.accounts.models import AccessRole, JudicialRole, Person, Personal
from elearn.kernel import audit, mail
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import BadInput, NotAllowed, NotFound
from elearn.kernel.words import N_

REASON_MOST = 500
_MAY = (AccessRole.OFFICER, AccessRole.ADMINISTRATOR)

NOT_ONES_OWN = N_("Records are corrected by programme staff, and by nobody for themselves.")
SAY_WHY = N_("Say in at most 500 characters why this is corrected.")
SITE_OF_STAFF = N_("This site was given with a role and says what is seen: an administrator changes it.")
SITE_ELSEWHERE = N_("This training site is in another country. Choose one of the country, or none.")
NO_SUCH_COUNTRY = N_("Choose a country from the list.")


@dataclass(frozen=True, slots=True)
class Traits:
    """What reports count somebody by, as far as staff may set it right; `site` is a key or empty."""

    country: str
    site: str
    judicial_role: JudicialRole


def traits_of(person_id: str) -> Traits:
    """Return what an account says now; raise NotFound for nobody."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound("no such person")
    return Traits(person.country, person.site, person.judicial_role)


def corrected(person_id: str, traits: Traits) -> tuple[str, ...]:
    """Return which fields a correction would change.

    Raise BadInput for a value that cannot be, NotAllowed for a site that was given with a role.
    """
    held = traits_of(person_id)
    changed = tuple(name for name in Traits.__slots__ if getattr(held, name) != getattr(traits, name))
    if "country" in changed and traits.country not in countries.CODES | countries.INVENTED.keys():
        raise BadInput(NO_SUCH_COUNTRY)
    if "site" in changed and db.session.get_one(Person, person_id).access_role is not AccessRole.LEARNER:
        raise NotAllowed(SITE_OF_STAFF)
    if traits.site and changed:
        found = sites.require_open(traits.site) if "site" in changed else sites.find(traits.site)
        if found is not None and found.country != traits.country:
            raise BadInput(SITE_ELSEWHERE)
    return changed


def correct_traits(actor_id: str, person_id: str, traits: Traits, reason: str) -> tuple[str, ...]:
    """Set right what an account says of somebody; return the fields that changed, none where all stood so.

    Their facts follow in the same transaction; they are told by letter and read the reason in the log
    of the account, which alone names the fields and holds no value. Raise NotAllowed where the actor
    may not or it is the person themselves, BadInput without a reason or for a value that cannot be.
    """
    begin_write()
    words = reason_of(actor_id, person_id, reason)
    person = db.session.get(Person, person_id, with_for_update=True, populate_existing=True)
    changed = corrected(person_id, traits)
    if person is None or not changed:
        return ()
    for name in changed:
        setattr(person, name, getattr(traits, name))
    audit.record(actor_id, "traits_corrected", person_id, fields=list(changed),
                 **looks.sealed(person_id, words))
    db.session.flush()
    personal = db.session.get_one(Personal, person_id)
    if personal.email:
        mail.send(personal.email, "traits-corrected", person.language, reason=words, fields=changed,
                  link=links.account_address(person.language))
    return changed


def reason_of(actor_id: str, person_id: str, reason: str) -> str:
    """Return the words of a reason; raise NotAllowed or BadInput where they or the actor will not do."""
    if actor_id != audit.COMMAND_LINE:
        actor = db.session.get(Person, actor_id)
        if actor is None or actor.is_locked or actor.access_role not in _MAY or actor_id == person_id:
            raise NotAllowed(NOT_ONES_OWN)
    words = " ".join(reason.split())
    if not 0 < len(words) <= REASON_MOST:
        raise BadInput(SAY_WHY)
    return words
