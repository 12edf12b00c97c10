"""Names, addresses and devices."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.accounts import rules
from elearn.accounts.models import AccessRole
from elearn.accounts.rules import BadName, NameProblem


@pytest.mark.parametrize("mark", [
    "\u202e", "\u202a", "\u2066", "\u200f", "\u061c", "\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad",
    "\x00", "\x1b", "\r", "\n", "\t", "\u2028", "\ue000", "\u3164", "\u2800", "\ufe0f", "\u034f"])
def test_a_name_with_a_mark_that_is_not_seen_is_refused(mark: str) -> None:
    with pytest.raises(BadName) as refused:
        rules.clean_name(f"Amara{mark}Okello")
    assert refused.value.problem is NameProblem.UNSEEN


def test_marks_piled_on_one_letter_are_refused() -> None:
    with pytest.raises(BadName):
        rules.clean_name("Z" + "\u0337" * 9 + "oe")


@pytest.mark.parametrize("name", [
    "Amara Okello", "Nguyễn Thị Ánh", "محمد الأمين", "李小龍", "O’Brien-Smith", "Μαρία", "ประเสริฐ", "שָׁלוֹם"])
def test_names_of_many_scripts_are_taken_as_they_are(name: str) -> None:
    import unicodedata

    assert rules.clean_name(name) == unicodedata.normalize("NFC", name)


def test_one_name_has_one_form_however_it_was_typed() -> None:
    assert rules.clean_name("  Jose\u0301   Pe\u0301rez ") == "José Pérez"


@pytest.mark.parametrize("name", ["", "   ", "12345", "...", "-"])
def test_a_name_without_a_letter_is_refused(name: str) -> None:
    with pytest.raises(BadName) as refused:
        rules.clean_name(name)
    assert refused.value.problem is NameProblem.EMPTY


def test_a_name_of_120_letters_is_taken_and_one_more_is_not() -> None:
    assert rules.clean_name("a" * 120)
    with pytest.raises(BadName):
        rules.clean_name("a" * 121)


@given(st.text(max_size=130))
def test_a_clean_name_stays_as_it_is(text: str) -> None:
    try:
        name = rules.clean_name(text)
    except BadName:
        return
    assert rules.clean_name(name) == name
    assert name == name.strip() and "\n" not in name


def test_one_line_in_ipv6_is_one_place() -> None:
    assert rules.network_of("2001:db8:1:2::5") == rules.network_of("2001:db8:1:2:ffff::9")
    assert rules.network_of("2001:db8:1:2::5") != rules.network_of("2001:db8:1:3::5")
    assert rules.network_of("::ffff:203.0.113.7") == "203.0.113.7"
    assert rules.network_of("no address") == "unknown"


def test_staff_sign_in_for_a_working_day() -> None:
    assert rules.sign_in_lasts(AccessRole.ADMINISTRATOR) == timedelta(hours=12)
    assert rules.sign_in_lasts(AccessRole.LEARNER) == timedelta(days=14)


def test_a_device_is_named_by_browser_and_system_alone() -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
    assert rules.device_name(agent) == "Firefox, Linux"
    assert rules.device_name("<script>alert(1)</script>") == ""
