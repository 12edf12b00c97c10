"""The language of the interface: the first part of every address, given to views as `g.lang`."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, request
from flask_babel import Babel
from markupsafe import Markup
from werkzeug.routing import BaseConverter, ValidationError

from elearn.kernel import paths, words


class LanguageConverter(BaseConverter):
    """Accept the tags of interface languages alone, so that `/xx/` is not a page."""

    def to_python(self, value: str) -> str:
        if words.language(value) is None:
            raise ValidationError
        return value


def init_app(app: Flask) -> None:
    """Read the language from each address and write it into each address that is built."""
    app.url_map.converters["lang"] = LanguageConverter
    folder = paths.shipped("translations")
    Babel(app, default_translation_directories=str(folder), locale_selector=_locale)
    app.url_value_preprocessor(_take)
    app.url_defaults(_give)


def current() -> str:
    """Return the interface language of this request: that of its address, else the best on offer."""
    held: str | None = g.get("lang")
    if held is None:
        asked = (request.path.split("/", 2)[1], request.args.get("lang", ""))
        held = next((tag for tag in asked if words.language(tag)), None) or preferred()
        g.lang = held
    return held


def preferred() -> str:
    """Return the interface language that the reader's browser asks for first."""
    # Werkzeug's own match would take English at half weight before Arabic for a browser of Egypt.
    for asked in request.accept_languages.values():
        for tag in (asked, asked.split("-")[0]):
            if words.language(tag):
                return tag
    return words.INTERFACE[0].tag


def interface_marks(content_lang: str, lang: str) -> Markup:
    """Return the attributes that mark words of the interface inside a text in another language."""
    if content_lang == lang:
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(lang, words.direction(lang))


def _locale() -> str:
    return words.locale_of(current())


def _take(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "lang" in values:
        g.lang = values.pop("lang")


def _give(endpoint: str, values: dict[str, Any]) -> None:
    # The map says which addresses have a language; naming it elsewhere would add a query string.
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current()
