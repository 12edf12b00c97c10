"""A browser that is signed in, and one that is not."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.browser import Browser


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
