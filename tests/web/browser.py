"""A browser without JavaScript: opens pages, reads their forms, sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask import Flask
from werkzeug.test import TestResponse

from elearn.accounts.models import AccessRole
from elearn.web import cookies, identity
from tests.factories.people import person, session_token

Fields = dict[str, "str | list[str]"]


@dataclass
class Form:
    """A form of a page: where it goes, and what it would send if nothing were changed."""

    action: str
    values: Fields = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(held.get("action", "").split("#")[0]))
        elif self.forms and held.get("name"):
            self.forms[-1].names.add(held["name"])
            if tag == "input" and held.get("type") == "hidden":
                self.forms[-1].values[held["name"]] = held.get("value", "")
            if tag == "textarea":
                self._area = held["name"]
                self.forms[-1].values[self._area] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].values[self._area] = data.removeprefix("\n")


def forms(html: str) -> list[Form]:
    """Return the forms of a page, in order."""
    parser = _Forms()
    parser.feed(html)
    return parser.forms


class Browser:
    """Keeps cookies; follows nothing by itself."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.person_id = ""

    def sign_in(self, role: AccessRole = AccessRole.LEARNER, **about: str) -> None:
        """Sign in as somebody new, by the record and not by the sign-in page."""
        with self.app.app_context():
            made = person(access_role=role, **about)
            self.person_id = made.id
            token = session_token(made)
        self.use_token(token)

    def use_token(self, token: str) -> None:
        """Put a sign-in into the session cookie."""
        with self.client.session_transaction() as session:
            session.clear()
            session[identity.TOKEN] = token

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=headers, buffered=True)

    def html(self, path: str) -> str:
        """Open a page that must be there."""
        response = self.get(path)
        assert response.status_code == 200, f"{path}: {response.status}"
        return response.text

    def all_forms(self, path: str) -> list[Form]:
        """Return the forms of a page, in order."""
        return forms(self.html(path))

    def form(self, path: str, action: str, having: str = "") -> Form:
        """Return the form of a page that goes to `action` (and has a field or button so named)."""
        return next(form for form in forms(self.html(path))
                    if form.action == action and (not having or having in form.names))

    def post(self, path: str, values: Fields) -> TestResponse:
        return self.client.post(path, data=values)

    def post_form(self, path: str, action: str, values: Fields) -> TestResponse:
        """Open a page, fill one of its forms and send it."""
        form = self.form(path, action, next(iter(values), ""))
        return self.post(action, {**form.values, **values})

    def answer(self, unit: str, item: str, values: Fields) -> TestResponse:
        """Answer an item of a unit of the small course; a question answered before is opened again."""
        return self.post_form(f"/en/course/{unit}?again={item}", f"/en/course/{unit}/{item}", values)

    def cookie(self, plain: str) -> str:
        """Return the value of a cookie, or an empty text."""
        with self.app.app_context():
            held = self.client.get_cookie(cookies.name_of(plain))
        return held.value if held else ""
