"""What one person does to another's account; each act is written down where that person may read it."""

from __future__ import annotations

from elearn.accounts import links, sites
from elearn.accounts.models import AccessRole, Person, Personal
from elearn.accounts.services.sessions import end_all_sessions
from elearn.kernel import audit, mail
from elearn.kernel.db import begin_write, db


def set_role(actor_id: str, person_id: str, role: AccessRole, site: str = "") -> None:
    """Give someone a role and a site; their sign-ins end, so that it holds from this moment.

    Raise BadInput for a site that is not registered, or closed, unless they belong to it already.
    """
    begin_write()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    if site and site != person.site:
        sites.require_open(site)
    audit.record(actor_id, "role_changed", person_id, before=person.access_role.value, after=role.value,
                 site_before=person.site, site_after=site)
    person.access_role = role
    person.site = site
    end_all_sessions(person_id)
    personal = db.session.get_one(Personal, person_id)
    if personal.email:
        mail.send(personal.email, "role-changed", person.language, role=role.value,
                  sign_in=links.sign_in_address(person.language))


def lock(actor_id: str, person_id: str) -> None:
    """Close an account: its sign-ins end and no new one begins."""
    begin_write()
    db.session.get_one(Person, person_id).is_locked = True
    end_all_sessions(person_id)
    audit.record(actor_id, "locked", person_id)


def unlock(actor_id: str, person_id: str) -> None:
    """Open an account again."""
    begin_write()
    db.session.get_one(Person, person_id).is_locked = False
    audit.record(actor_id, "unlocked", person_id)
