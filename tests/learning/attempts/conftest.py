"""Someone ready for the final test; afterwards everything must follow from the events."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from elearn.learning import verification
from tests.factories.learners import Learner
from tests.factories.sittings import candidate


@pytest.fixture
def noor(bare_app: Flask) -> Iterator[Learner]:
    made = candidate()
    yield made
    assert [str(each) for each in verification.verify()] == []
