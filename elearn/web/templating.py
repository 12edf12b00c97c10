"""What every template finds: the frame of the page, addresses of static files, the interface words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from flask import Flask, current_app, g, request, session
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from elearn.kernel import config, paths, words
from elearn.web import cookies, identity, languages, navigation, static_files
from elearn.web.navigation import Link

THEMES = ("system", "light", "dark")


class Frame:
    """What stands around the words of a page. Each part is found out when a template asks for it.

    An error page uses `Frame(is_bare=True)`: it must not need what may just have failed. A page that
    is set once for many readers brings its own `token`, `theme` and `buttons`, to be filled in later.
    """

    def __init__(
        self, *, is_bare: bool = False, token: str = "", theme: str = "",
        buttons: Mapping[str, str] | None = None,
    ) -> None:
        self.is_bare, self._token, self._theme, self._buttons = is_bare, token, theme, buttons

    @cached_property
    def lang(self) -> str:
        return languages.current()

    @cached_property
    def direction(self) -> str:
        return words.direction(self.lang)

    @cached_property
    def theme(self) -> str:
        return self._theme or theme(asks=not self.is_bare)

    @cached_property
    def pressed(self) -> Mapping[str, str]:
        """The state of each button of the theme switch."""
        return self._buttons or pressed(self.theme)

    @cached_property
    def csrf_field(self) -> Markup:
        return csrf_field(self._token or csrf_token())

    @cached_property
    def is_signed_in(self) -> bool:
        return not self.is_bare and identity.principal() is not None

    @cached_property
    def name(self) -> str:
        reader = None if self.is_bare else identity.principal()
        return reader.display_name if reader else ""

    @cached_property
    def menu(self) -> tuple[Link, ...]:
        return navigation.menu(None if self.is_bare else identity.principal())

    @cached_property
    def languages(self) -> tuple[Link, ...]:
        return navigation.languages(navigation.here(), self.lang)

    @cached_property
    def is_drafted(self) -> bool:
        """Whether a machine wrote the words of this language, and nobody has reviewed them yet."""
        held = words.language(self.lang)
        return held is not None and held.is_drafted

    @cached_property
    def path(self) -> str:
        return request.path

    @cached_property
    def warns_of_plain_http(self) -> bool:
        reader = None if self.is_bare else identity.principal()
        return config.current().insecure_http and reader is not None and reader.is_staff


def init_app(app: Flask) -> None:
    """Find templates in the shipped folders, the configured one first, and give them the frame."""
    folders = [FileSystemLoader(folder) for folder in paths.search_path("templates")]
    app.jinja_loader = ChoiceLoader(folders)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # A printed figure that can be drawn: a suppressed one ("<10") cannot.
    app.jinja_env.tests["digits"] = str.isdigit
    app.jinja_env.globals["static"] = static_files.address
    app.jinja_env.globals["direction"] = words.direction
    app.jinja_env.globals["has_view"] = lambda endpoint: endpoint in app.view_functions
    app.context_processor(lambda: {"frame": frame()})


def frame() -> Frame:
    """Return the frame of this request, made once."""
    held: Frame | None = g.get("frame")
    if held is None:
        held = g.frame = Frame()
    return held


def theme(*, asks: bool = True) -> str:
    """Return the theme asked for on this device, else that of the account if it `asks`, else `system`."""
    chosen = request.cookies.get(cookies.name_of("theme"), "")
    if chosen not in THEMES and asks and identity.has_session():
        reader = identity.principal()
        chosen = reader.theme if reader else ""
    return chosen if chosen in THEMES else "system"


def pressed(chosen: str) -> Mapping[str, str]:
    """Say of each theme whether its button is the one pressed."""
    return {each: "true" if each == chosen else "false" for each in THEMES}


def csrf_token() -> str:
    """Return the token of this session, signed once for many pages: it does not grow old.

    Flask-WTF signs it anew for each page, which costs a tenth of a page of the course.
    """
    held: str = session.get("csrf_token", "")
    return _signed(str(current_app.secret_key), held) if held else str(generate_csrf())


@lru_cache(maxsize=10_000)
def _signed(secret: str, held: str) -> str:
    text = URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(held)
    return text if isinstance(text, str) else text.decode("ascii")


def csrf_field(token: str) -> Markup:
    """Return the hidden field that every form carries."""
    return Markup(f'<input type="hidden" name="csrf_token" value="{escape(token)}">')
