"""A judge at work: opens pages, fills in forms at random, and sends each until there is an answer."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit

_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
_PATIENCE, _PAUSE = 30.0, 0.05
# A refusal that does not say that nothing was saved, or that has let go of what was sent.
UNSAID = "unsaid"


@dataclass
class Form:
    """A form of a page: what it would send unchanged, and what may be chosen in it."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, set[str]] = field(default_factory=dict)
    radios: dict[str, list[str]] = field(default_factory=dict)
    boxes: dict[str, list[str]] = field(default_factory=dict)
    selects: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, chance: random.Random) -> list[tuple[str, str]]:
        """Return what a judge sends who chooses otherwise than before."""
        sent = [*self.hidden.items()]
        for name, values in self.radios.items():
            others = [value for value in values if value not in self.chosen.get(name, ())]
            sent.append((name, chance.choice(others or values)))
        for name, values in self.boxes.items():
            others = [value for value in values if value not in self.chosen.get(name, ())]
            some = others or chance.sample(values, max(1, len(values) - 1))
            sent += [(name, value) for value in sorted(chance.sample(some, chance.randint(1, len(some))))]
        sent += self._rows(chance)
        sent += [(name, f"thought {chance.getrandbits(64):x}") for name in self.texts]
        return [*sent, chance.choice(self.buttons)] if self.buttons else sent

    def _rows(self, chance: random.Random) -> list[tuple[str, str]]:
        names = list(self.selects)
        values = [value for value in self.selects[names[0]] if value.isdigit()] if names else []
        before = [(name, next(iter(self.chosen.get(name, {""})))) for name in names]
        for _ in range(20):
            drawn = chance.sample(values, len(values))
            rows = [(name, drawn[index % len(drawn)]) for index, name in enumerate(names)]
            if rows != before:
                return rows
        return before


class Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._inside = False
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(held.get("action", "").split("#")[0]))
            self._inside = True
        elif self._inside:
            self._part(self.forms[-1], tag, held)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"

    def _part(self, form: Form, tag: str, held: dict[str, str]) -> None:
        name, value, kind = held.get("name", ""), held.get("value", ""), held.get("type", "")
        if tag == "select":
            self._select = name
            form.selects[name] = []
        elif tag == "option":
            form.selects[self._select].append(value)
            if "selected" in held:
                form.chosen[self._select] = {value}
        elif tag == "textarea" and name:
            form.texts.append(name)
        elif tag == "button" and name:
            form.buttons.append((name, value))
        elif tag == "input" and kind == "hidden":
            form.hidden[name] = value
        elif tag == "input" and kind in ("radio", "checkbox"):
            (form.radios if kind == "radio" else form.boxes).setdefault(name, []).append(value)
            if "checked" in held:
                form.chosen.setdefault(name, set()).add(value)


@dataclass
class Act:
    """One form that was sent, and whether a page said that it was taken."""

    event: str
    address: str
    is_acknowledged: bool = False


@dataclass
class Judge:
    """One person on one device; `cookie` may be exchanged for another by whoever signs them in."""

    person_id: str
    cookie: str
    port: int
    units: tuple[str, ...]
    chance: random.Random
    acts: list[Act] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def work(self, stop: threading.Event) -> None:
        """Act until told to stop; what is begun by then is still sent until there is an answer."""
        while not stop.is_set():
            try:
                self._act(stop)
            except (http.client.HTTPException, OSError, UnicodeDecodeError) as error:
                self.answers[type(error).__name__] += 1
                time.sleep(_PAUSE)

    def _act(self, stop: threading.Event) -> None:
        path = self.chance.choice((*self.units, "/en/tests/entry", "/en/tests/final"))
        status, page, address = self._ask("GET", path)
        if status in (301, 302, 303):
            status, page, _ = self._ask("GET", address)
        fitting = [form for form in Forms(page).forms if self._is_act(form)] if status == 200 else []
        if "/tests/" in path and not fitting:
            status, page, _ = self._ask("GET", f"{path}/{self.chance.randint(1, 6)}")
            fitting = [form for form in Forms(page).forms if self._is_act(form)]
        if fitting:
            self._send(self.chance.choice(fitting), stop)

    def _is_act(self, form: Form) -> bool:
        inner = form.action.split("/")[2:]
        if "event" not in form.hidden or inner[:1] not in (["course"], ["tests"]):
            return False
        # Handed in seldom, so that tests are answered for a while.
        return not form.action.endswith("/review") or self.chance.random() < 0.05

    def _send(self, form: Form, stop: threading.Event) -> None:
        fields = form.filled(self.chance)
        if form.action.endswith("/final") and "name" not in dict(fields):
            fields.append(("name", "Amara Okello"))
        act = Act(form.hidden["event"], form.action)
        self.acts.append(act)
        given_up = time.monotonic() + _PATIENCE
        while time.monotonic() < given_up or not stop.is_set():
            try:
                status, page, address = self._ask("POST", form.action, urlencode(fields))
            except (http.client.HTTPException, OSError) as error:
                self.answers[type(error).__name__] += 1
                time.sleep(_PAUSE)
                continue
            self.answers[str(status)] += 1
            if status == 303:
                # Where the sign-in has ended the page says so and promises nothing.
                act.is_acknowledged = "/sign-in" not in address and "told=" not in address
            if status < 500:
                return
            # Only a form that bears the mark of its judge comes back; a button alone is pressed again.
            is_there = act.event in page or "mark" not in form.hidden
            if status != 503 or "was not saved" not in page or not is_there:
                self.answers[UNSAID] += 1
                print("UNSAID", status, act.address, flush=True)
            time.sleep(_PAUSE * 4)

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            origin = f"http://127.0.0.1:{self.port}"
            connection.request(method, path, body, {**_HEADERS, "Origin": origin, "Cookie": self.cookie})
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        self._keep(answer)
        parts = urlsplit(answer.headers.get("Location", ""))
        return answer.status, page, parts.path + (f"?{parts.query}" if parts.query else "")

    def _keep(self, answer: Any) -> None:
        for held in answer.headers.get_all("Set-Cookie") or ():
            pair = held.split(";")[0]
            if "session=" in pair:
                self.cookie = pair
