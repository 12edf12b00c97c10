"""Which passwords are too easy."""

from __future__ import annotations

import pytest

from elearn.accounts import password_rules
from elearn.accounts.password_rules import PasswordProblem as P
from elearn.accounts.password_rules import password_problem


@pytest.mark.parametrize(("password", "problem"), [
    ("elevenchars", P.TOO_SHORT),
    ("x7" * 200, P.TOO_LONG),
    ("password1234", P.COMMON),
    ("PassWord1234", P.COMMON),
    ("P@ssw0rd-Judge", P.COMMON),
    ("Bangalore2002!!", P.COMMON),
    ("Welcome-Court-7", P.COMMON),
    ("xyxyxyxyxyxyx", P.REPEATED),
    ("wp9d2wp9d2wp9d2", P.REPEATED),
    ("lkjhgfdsaqwer", P.SEQUENCE),
    ("456789012345ab", P.SEQUENCE),
    ("AmaraOkello2024!", P.PERSONAL),
    ("4m4r4-0k3ll0-77", P.PERSONAL),
    ("okello.okello.1", P.PERSONAL),
])
def test_an_easy_password_is_refused_with_its_reason(password: str, problem: P) -> None:
    found = password_problem(password, email="amara.okello@example.org", name="Amara Okello")
    assert found is problem


@pytest.mark.parametrize("password", [
    "seven quiet rivers at dusk", "k7qm-3xrt-9wpd-22hb", "الرحمة في القلب", "法官公正独立审判原则二十",
    "Okello rides past nine mango trees", "a" * 20 + "bcd efg hij klm nop",
])
def test_length_alone_makes_a_password_good(password: str) -> None:
    assert password_problem(password, email="amara.okello@example.org", name="Amara Okello") is None


def test_sixty_four_characters_and_more_are_allowed() -> None:
    words = "one lantern over the harbour where nobody counts the boats and every gull has a name"
    assert len(words) > 64
    assert password_problem(words) is None


def test_no_kind_of_character_is_asked_for() -> None:
    assert password_problem("onlylowercaseplums") is None


def test_the_list_is_of_long_passwords_and_holds_hundreds() -> None:
    listed = password_rules._common_passwords()
    assert len(listed) > 300
    assert all(len(each) >= password_rules.LEAST and each == each.casefold() for each in listed)


def test_a_password_is_the_same_however_the_keyboard_composed_it() -> None:
    assert password_rules.normal_password("cafe\u0301") == password_rules.normal_password("café")
