"""Every form of the house: sent empty it says what is missing, where, and keeps what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from wtforms import Field, HiddenField, PasswordField

from elearn.accounts import services
from elearn.accounts.models import AccessRole, Person
from elearn.kernel.db import db, transaction
from elearn.learning.mistakes import services as mistakes
from elearn.web.forms import Form
from tests.factories.certificates import certified
from tests.factories.courses import small_revision
from tests.factories.people import session_token
from tests.web.browser import Browser, Fields

# What a browser or a password keeper may fill in by itself: WCAG 2.2, 1.3.5.
FILLED = {"email": "email", "display_name": "name", "country": "country", "current": "current-password"}
TOKENS = {
    "username", "name", "email", "country", "current-password", "new-password", "one-time-code", "off"}


@dataclass(frozen=True)
class Asking:
    """A page with a form: its class, who opens it, what is typed before it is sent otherwise empty."""

    form: str
    path: str
    who: str = "visitor"
    typed: tuple[tuple[str, str], ...] = ()


PAGES = (
    Asking("SignInForm", "sign-in", typed=(("name", "ana@court.example"),)),
    Asking("EmailForm", "reset", typed=(("email", "not an address"),)),
    Asking("RegisterForm", "register",
           typed=(("email", "ana@court.example"), ("display_name", "Ana <b>"))),
    Asking("InvitationForm", "invitation", typed=(("code", "K7QM"), ("display_name", "Ana & Béa"))),
    Asking("ProfileForm", "account/profile", "judge", (("display_name", " "), ("appointed_year", "99"))),
    Asking("ChangePasswordForm", "account/password", "judge"),
    Asking("PasswordForm", "account/delete", "judge"),
    Asking("NewAddressForm", "account/email", "judge", (("email", "not an address"),)),
    Asking("ReportForm", "mistakes/in/m1-q1", "judge", (("said", " "),)),
)
# Of these every field has a value from the start, or they stand behind a list of names that was asked for:
# what they say of an empty one is tried beside their pages.
CHOSEN = {"AskForm", "CorrectionForm", "DonorForm", "SiteForm", "TraitsForm", "WithdrawForm"}
# These stand behind a link from a letter, a second factor, a certificate or a report.
BEHIND = ("NewPasswordForm", "CodeForm", "NameForm", "AnswerForm", "AgendaForm")
# This one stands on the page of patterns, and is sent nowhere.
ELSEWHERE = {"SampleForm"}


def forms(base: type[Form] = Form) -> Iterator[type[Form]]:
    """Yield every class of form that the application brings."""
    for each in base.__subclasses__():
        if each.__module__.startswith("elearn."):
            yield each
            yield from forms(each)


Reader = dict[str, Browser]


@pytest.fixture
def readers(visitor: Browser, judge: Browser) -> Reader:
    """Whoever opens a page, by the word in `Asking`."""
    return {"visitor": visitor, "judge": judge}


def sent(readers: Reader, asking: Asking) -> str:
    """Send the form with nothing but what is typed in it; return the page that comes back."""
    browser = readers[asking.who]
    path = f"/en/{asking.path}"
    form = browser.form(path, path)
    empty: Fields = {name: "" for name in form.names if name not in form.values}
    answer = browser.post(path, {**form.values, **empty, **dict(asking.typed)})
    assert answer.status_code == 400
    return str(answer.text)


def test_every_form_is_looked_at(app: Flask) -> None:
    assert {each.__name__ for each in forms()} == (
        {each.form for each in PAGES} | {*BEHIND} | CHOSEN | ELSEWHERE)


@pytest.mark.parametrize("asking", PAGES, ids=lambda each: each.form)
def test_a_form_says_what_to_mend_and_where(asking: Asking, readers: Reader) -> None:
    look_at(sent(readers, asking))


def look_at(page: str) -> None:
    """Insist on a summary that leads to each field, where the same is said and described."""
    assert re.search(r"<title>\s*Error: (?!Error)", page)
    summary = re.search(
        r'<div class="error-summary" id="errors" role="alert" tabindex="-1" autofocus>.*?</div>',
        page, re.DOTALL)
    assert summary
    ids = re.findall(r'\bid="([^"]+)"', page)
    targets = re.findall(r'href="#([^"]+)"', summary.group())
    assert targets and set(targets) <= set(ids)
    for target in targets:
        # The message stands at the field as well, and the field names it as its description.
        assert f'id="{target}-wrong"' in page, target
        assert re.search(rf'aria-describedby="[^"]*\b{re.escape(target)}-wrong"', page), target
    described = {one for held in re.findall(r'aria-describedby="([^"]+)"', page) for one in held.split()}
    assert described <= set(ids)


def behind(form: str, app: Flask, judge: Browser) -> tuple[Browser, str, str]:
    """Return who opens a form that has something before it, its page, and where it is sent."""
    staff = Browser(app)
    staff.sign_in(AccessRole.OFFICER)
    if form == "NewPasswordForm":
        with app.app_context(), transaction():
            token = services.new_reset(judge.person_id)
        judge.get(f"/en/reset/{token}")
        return judge, "/en/reset/choose", "/en/reset/choose"
    if form == "CodeForm":
        judge.post_form("/en/account/second-factor", "/en/account/second-factor/begin", {})
        return judge, "/en/account/second-factor", "/en/account/second-factor"
    if form == "NameForm":
        with app.app_context():
            who = certified()
            judge.use_token(session_token(db.session.get_one(Person, who.person_id)))
        return judge, "/en/certificates", "/en/certificates/reissue"
    if form == "AnswerForm":
        with app.app_context(), transaction():
            report = mistakes.report(judge.person_id, small_revision(), "m1-q1", "A slip.")
        return staff, f"/en/mistakes/{report}", f"/en/mistakes/{report}"
    return staff, "/en/downloads/manual/choose", "/en/downloads/manual/choose"


@pytest.mark.parametrize("form", BEHIND)
def test_a_form_behind_something_says_what_to_mend_too(form: str, app: Flask, judge: Browser) -> None:
    browser, page, action = behind(form, app, judge)
    held = browser.form(page, action)
    typed = ("said", "answer", "name")
    empty: Fields = {name: "" for name in held.names if name not in held.values or name in typed}
    answer = browser.post(action, {**held.values, **empty})
    assert answer.status_code == 400
    look_at(answer.text)


@pytest.mark.parametrize("asking", [each for each in PAGES if each.typed], ids=lambda each: each.form)
def test_a_form_keeps_what_was_typed(asking: Asking, readers: Reader) -> None:
    page = sent(readers, asking)
    for _, value in asking.typed:
        if value.strip():
            escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            assert f'value="{escaped}"' in page or f">\n{escaped}</textarea>" in page


@pytest.mark.parametrize("path", ["sign-in", "register", "invitation"])
def test_no_password_comes_back(visitor: Browser, path: str) -> None:
    form = visitor.form(f"/en/{path}", f"/en/{path}")
    sent = visitor.post(f"/en/{path}", {**form.values, "password": "correct horse battery"})
    assert sent.status_code == 400 and "correct horse" not in sent.text


def test_fields_about_oneself_can_be_filled_in_by_the_browser(app: Flask) -> None:
    wrong = []
    with app.test_request_context("/en/"):
        for form in forms():
            if form.__name__ not in ELSEWHERE | CHOSEN:  # Those ask about others.
                wrong += [f"{form.__name__}.{field.name}" for field in form() if not is_told(field)]
    assert not wrong


def is_told(field: Field) -> bool:
    """Say whether a field has the token that its meaning asks for."""
    held = (field.render_kw or {}).get("autocomplete", "")
    if isinstance(field, PasswordField):
        return held in ("current-password", "new-password")
    if isinstance(field, HiddenField) or not held:
        return isinstance(field, HiddenField) or field.name not in {*FILLED, "email", "name", "code"}
    return held in TOKENS and held == FILLED.get(field.name, held)
