"""Where the keys of a TOML file stand, which the standard library's reader does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

Path = tuple[str | int, ...]

_TABLE = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_ERROR_LINE = re.compile(r"at line (\d+)")


def key_lines(text: str) -> Mapping[Path, int]:
    """Return the line, from 1, of each key and table written on a line of its own.

    A path is made of keys and, for an array of tables, of the place in it, from 0. A key that is
    spread over an inline table has no line of its own: ask `line_of`, which falls back to its parent.
    """
    found: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    table: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _TABLE.match(line):
            table = _parts(heading.group(2))
            if heading.group(1) == "[[":
                place = counts[table]
                counts[table] += 1
                found.setdefault(table, number)
                table = (*table, place)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            _note(found, table, _parts(key.group(1)), number)
    return found


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of `path` or of the nearest thing around it; 1 where nothing is known."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def error_line(message: str) -> int:
    """Return the line that the message of a `tomllib.TOMLDecodeError` names; 1 where it names none."""
    match = _ERROR_LINE.search(message)
    return int(match.group(1)) if match else 1


def _note(found: dict[Path, int], table: Path, parts: Path, number: int) -> None:
    for end in range(1, len(parts) + 1):
        found.setdefault((*table, *parts[:end]), number)


def _parts(written: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(written))
