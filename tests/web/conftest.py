"""A browser that is signed in, and one that is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from elearn.app import create_app
from elearn.kernel import db
from elearn.kernel.config import Settings
from tests.databases import bare_application
from tests.factories.tested import examined_revision
from tests.web.browser import Browser
from tests.web.sitting import Sitter, activate


@pytest.fixture
def visitor(app: Flask) -> Browser:
    """Someone without an account."""
    return Browser(app)


@pytest.fixture
def judge(app: Flask) -> Browser:
    """A judge who is signed in and enrolled in the small course."""
    browser = Browser(app)
    browser.sign_in()
    browser.post_form("/en/course/", "/en/enrol", {})
    return browser


@pytest.fixture
def tested_app(settings: Settings) -> Iterator[Flask]:
    """The whole application over the small course whose tests are held."""
    bare = bare_application(settings)
    with bare.app_context():
        activate(examined_revision())
        db.db.engine.dispose()
    app = create_app(settings)
    app.testing = True
    yield app
    with app.app_context():
        db.db.engine.dispose()


@pytest.fixture
def sitter(tested_app: Flask) -> Sitter:
    """A judge who is signed in and enrolled in the course with tests."""
    browser = Sitter(tested_app)
    browser.sign_in()
    browser.post_form("/en/course/", "/en/enrol", {})
    return browser
