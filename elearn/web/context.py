"""What the web rooms are handed at the start, so that none of them goes looking for it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from elearn.document.catalogue import Catalogue, Revision
from elearn.kernel.config import Settings


@dataclass(frozen=True)
class Context:
    """The settings of this server and the revisions it serves."""

    settings: Settings
    catalogue: Catalogue

    def revision(self, lang: str) -> Revision:
        """Return the course as it is served in `lang`; raise LookupError where none is active."""
        return self.catalogue.current(self.settings.course, lang)


def init_app(app: Flask, context: Context) -> None:
    """Give `app` its context, for `current` to find."""
    app.extensions["elearn"] = context


def current() -> Context:
    """Return the context of the application at work."""
    context: Context = current_app.extensions["elearn"]
    return context
