"""The register of training sites, and who may belong to one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from elearn.accounts import services, sites
from elearn.accounts.models import AccessRole, JudicialRole, Person
from elearn.accounts.profile import Profile
from elearn.kernel import audit
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, Conflict, NotFound
from tests.factories.people import person

pytestmark = pytest.mark.usefixtures("bare_app")
PROFILE = Profile("Amara Okello", "KE", JudicialRole.JUDGE)


@pytest.fixture(autouse=True)
def _register(bare_app: object) -> None:
    with transaction():
        sites.add("command-line", "nairobi", "KE", "Judiciary Academy")
        sites.add("command-line", "mombasa", "KE", "Coast Academy")
        sites.add("command-line", "lusaka", "ZM", "National Institute")


def _site_of(person_id: str) -> str:
    db.session.rollback()
    return db.session.get_one(Person, person_id).site


@pytest.mark.parametrize(
    "key", ["", "Nairobi", "a b", "-a", "a-", "a--b", "naïrobi", "x" * 61, "a/b", "a\0"])
def test_a_key_is_of_small_letters_digits_and_hyphens(key: str) -> None:
    with pytest.raises(BadInput, match="is no key"), transaction():
        sites.add("command-line", key, "KE", "Academy")


@pytest.mark.parametrize(("country", "name", "said"), [
    ("ke", "Academy", "no country"), ("ZZ", "Academy", "no country"), ("KE", "", "cannot be the name"),
    ("KE", "Acad\u202eemy", "cannot be the name")])
def test_country_and_name_are_looked_at(country: str, name: str, said: str) -> None:
    with pytest.raises(BadInput, match=said), transaction():
        sites.add("command-line", "kisumu", country, name)


def test_a_key_is_given_once() -> None:
    with pytest.raises(Conflict), transaction():
        sites.add("command-line", "nairobi", "KE", "Another")
    assert sites.site_name("nairobi") == "Judiciary Academy" and sites.site_name("nowhere") == "nowhere"


def test_a_site_is_renamed_closed_and_opened_and_each_is_written_down() -> None:
    with transaction():
        sites.rename("command-line", "nairobi", "Kenya Judiciary Academy")
        sites.close("command-line", "nairobi")
        sites.close("command-line", "nairobi")
    assert sites.find("nairobi") == sites.Site("nairobi", "KE", "Kenya Judiciary Academy", is_open=False)
    assert [each.key for each in sites.every("KE", only_open=True)] == ["mombasa"]
    with transaction():
        sites.reopen("command-line", "nairobi")
    assert [each.key for each in sites.every("KE")] == ["mombasa", "nairobi"]
    assert audit.verify().count == 3 + 3
    with pytest.raises(NotFound), transaction():
        sites.rename("command-line", "nowhere", "Name")


def test_an_invitation_names_a_registered_open_site() -> None:
    with pytest.raises(BadInput, match="did you mean nairobi"), transaction():
        services.invite("command-line", uses=1, days=1, site="nairoby")
    with transaction():
        sites.close("command-line", "lusaka")
    with pytest.raises(BadInput, match="closed"), transaction():
        services.invite("command-line", uses=1, days=1, site="lusaka")
    with transaction():
        assert services.invite("command-line", uses=1, days=1, site="nairobi")


def test_a_role_is_given_at_a_registered_site_and_an_old_one_is_kept() -> None:
    who = person(site="of-before").id
    with transaction():
        services.set_role("command-line", who, AccessRole.FOCAL_POINT, "of-before")
    with pytest.raises(BadInput, match="lusaka"), transaction():
        services.set_role("command-line", who, AccessRole.FOCAL_POINT, "lusake")
    assert _site_of(who) == "of-before"


def test_a_learner_chooses_an_open_site_of_the_own_country_or_none() -> None:
    who = person(country="KE").id
    with transaction():
        services.choose_site(who, "nairobi")
    assert _site_of(who) == "nairobi"
    for wrong in ("lusaka", "nowhere"):
        with pytest.raises(BadInput), transaction():
            services.choose_site(who, wrong)
    with transaction():
        sites.close("command-line", "nairobi")
        services.choose_site(who, "nairobi")  # Who belongs to a closed site stays.
        services.choose_site(who, "")
    assert _site_of(who) == ""
    with pytest.raises(BadInput), transaction():
        services.choose_site(who, "nairobi")


@pytest.mark.parametrize("role", [role for role in AccessRole if role is not AccessRole.LEARNER])
def test_a_site_that_came_with_a_role_is_not_chosen(role: AccessRole) -> None:
    who = person(country="KE", site="mombasa", access_role=role).id
    for key in ("nairobi", ""):
        with pytest.raises(Conflict), transaction():
            services.choose_site(who, key)
    with transaction():
        services.change_profile(who, replace(PROFILE, country="ZM"))
    assert _site_of(who) == "mombasa"


def test_whoever_moves_to_another_country_leaves_the_site_behind() -> None:
    who, unknown = person(country="KE", site="nairobi").id, person(country="KE", site="of-before").id
    with transaction():
        services.change_profile(who, PROFILE)
    assert _site_of(who) == "nairobi"
    with transaction():
        services.change_profile(who, replace(PROFILE, country="ZM"))
        services.change_profile(unknown, replace(PROFILE, country="ZM"))
    assert (_site_of(who), _site_of(unknown)) == ("", "of-before")
