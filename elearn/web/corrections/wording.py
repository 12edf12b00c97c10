"""Words for what changed figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext

from elearn.accounts import sites
from elearn.accounts.models import AccessRole
from elearn.reports import rules
from elearn.reports.reading import changes
from elearn.reports.reading.changes import Change, Kind
from elearn.web.wording import access_role

KINDS: Mapping[Kind, Callable[[], str]] = {
    Kind.RECORD: lambda: gettext("Records corrected"),
    Kind.TRAITS: lambda: gettext("Country, site or work corrected"),
    Kind.ROLE: lambda: gettext("Roles and sites given"),
    Kind.CERTIFICATE: lambda: gettext("Certificates revoked or issued again"),
    Kind.KEY: lambda: gettext("Keys of test items corrected"),
    Kind.SITE: lambda: gettext("Register of training sites"),
    Kind.SNAPSHOT: lambda: gettext("Counts taken"),
    Kind.ERASURE: lambda: gettext("People erased"),
}


def what(each: Change) -> str:
    """Return what was done."""
    words = _WHAT.get(each.action)
    return words(each.detail) if words else each.action


def _of_record(said: Mapping[str, Any]) -> str:
    what = (gettext("A workshop was withdrawn") if said.get("kind") == "attend"
            else gettext("A declared reading was withdrawn"))
    return gettext("%(what)s, and the completion with it", what=what) if said.get("uncompletes") else what


def _of_traits(said: Mapping[str, Any]) -> str:
    names = {"country": gettext("Country"), "site": gettext("Training site"),
             "judicial_role": gettext("Work in the justice system")}
    fields = ", ".join(names[each] for each in said.get("fields", ()) if each in names)
    return gettext("Corrected of somebody: %(fields)s", fields=fields)


def _of_role(said: Mapping[str, Any]) -> str:
    return gettext("A role was given: %(after)s, before %(before)s",
                   after=_role(said, "after"), before=_role(said, "before"))


def _role(said: Mapping[str, Any], which: str) -> str:
    held = said.get(which)
    return access_role(AccessRole(held)) if held in set(AccessRole) else str(held)


def _of_key(said: Mapping[str, Any], sentence: str) -> str:
    return f"{sentence}: {said.get('item', '')}, " + gettext(
        "%(changed)s of %(attempts)s results changed",
        changed=rules.printed(int(said.get("changed", 0))),
        attempts=rules.printed(int(said.get("attempts", 0))))


def _of_site(said: Mapping[str, Any], sentence: str) -> str:
    return f"{sentence}: {sites.site_name(str(said.get('site', '')))}"


_WHAT: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "record_corrected": _of_record, "traits_corrected": _of_traits, "role_changed": _of_role,
    "certificate_revoked": lambda said: gettext("A certificate was revoked"),
    "certificate_reissued": lambda said: gettext("A certificate was issued again"),
    "item_remarked": lambda said: _of_key(said, gettext("The key of a test item was corrected")),
    "item_withdrawn": lambda said: _of_key(said, gettext("A test item was withdrawn")),
    "site_added": lambda said: _of_site(said, gettext("A training site was registered")),
    "site_renamed": lambda said: _of_site(said, gettext("A training site was given another name")),
    "site_closed": lambda said: _of_site(said, gettext("A training site was closed")),
    "site_opened": lambda said: _of_site(said, gettext("A training site was opened again")),
    changes.SNAPSHOT_TAKEN: lambda said: gettext("All tables were counted"),
}
