"""The record: who enrolled, what they did, and what follows from it."""

from elearn.learning import traits as traits  # Whoever uses the record has it listen to persons too.
from elearn.learning.named import services as named  # So do the lists that name them.
