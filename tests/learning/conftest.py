"""Someone enrolled in the small course, and short words for what they do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from elearn.learning import verification
from tests.factories.learners import Learner, learner


@pytest.fixture
def amara(bare_app: Flask) -> Iterator[Learner]:
    """A judge enrolled in the small course; afterwards everything must follow from the events."""
    made = learner()
    yield made
    assert [str(each) for each in verification.verify()] == []
