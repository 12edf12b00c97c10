"""The table of all codes a problem can have: those of the language and those of the checks."""

from __future__ import annotations

from elearn.source import check_codes
from elearn.source.syntax_codes import SYNTAX_CODES

CODES: dict[str, str] = {**SYNTAX_CODES, **check_codes.CODES}
