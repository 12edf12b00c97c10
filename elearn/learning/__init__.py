"""The record: who enrolled, what they did, and what follows from it."""

import elearn.learning.named.services  # noqa: F401  So do the lists that name them.
from elearn.learning import traits as traits  # Whoever uses the record has it listen to persons too.
