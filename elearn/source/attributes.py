"""The attributes of a block: `{#id key=value key="some words"}`, nothing else, checked by the table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from elearn.document.nodes import Reference
from elearn.source.blocks import Attribute, BlockRule
from elearn.source.citations import references
from elearn.source.findings import did_you_mean
from elearn.source.reading import Reading
from elearn.source.scan import RawBlock

ID = re.compile(r"[a-z][a-z0-9-]{0,79}")
_WHOLE = re.compile(r"\{ ?(.*?) ?\}")
_ID = re.compile(r"#([^\s{}\"]+)")
_QUOTES = "“”„‟«»‘’‚＂″"
_PAIR = re.compile(rf"([^\s={{}}\"#]+)=(?:\"([^\"{{}}]*)\"|(?![{_QUOTES}])([^\s\"{{}}=]+))")
_SMART = re.compile(rf"=\s*[{_QUOTES}]")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a block says of itself; what was wrong or missing is empty, and has been reported."""

    id: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    cites: tuple[Reference, ...] = ()

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def number(self, name: str) -> int:
        value = self.values.get(name, "")
        return int(value) if _NUMBER.fullmatch(value) else 0


def attributes(block: RawBlock, rule: BlockRule, reading: Reading) -> Attributes:
    """Read the attributes of `block`; report each that is malformed, unknown, missing or not allowed."""
    found_id, pairs = _split(block, reading)
    for name, value in pairs.items():
        known = rule.attribute(name)
        if known is None:
            names = [each.name for each in rule.attributes]
            reading.problem(
                block.line,
                "unknown-attribute",
                f"“{block.name}” has no attribute “{name}”"
                + (did_you_mean(name, names) or ": it takes none"),
            )
        else:
            _check_value(known, value, block.line, reading)
    for each in rule.attributes:
        if each.is_required and each.name not in pairs:
            reading.problem(block.line, "missing-attribute", f"“{block.name}” needs {each.name}=…")
    _check_id(found_id, block, rule, reading)
    cited = references(pairs["cites"], block.line, reading) if pairs.get("cites") else ()
    return Attributes(found_id if rule.has_id else "", pairs, cited)


def _check_id(found: str, block: RawBlock, rule: BlockRule, reading: Reading) -> None:
    if rule.has_id and not found:
        reading.problem(block.line, "missing-id", f"“{block.name}” needs an id, as in {{#m2-q1}}")
    elif found and not rule.has_id:
        reading.problem(block.line, "needless-id", f"“{block.name}” here takes no id")
    elif found and not ID.fullmatch(found):
        reading.problem(
            block.line,
            "bad-id",
            f"the id “{found}”: small letters a-z, digits and hyphens, a letter first, at most 80",
        )
    elif found:
        reading.declare(found, block.line)


def _split(block: RawBlock, reading: Reading) -> tuple[str, dict[str, str]]:
    """Take the text between the braces apart, to the last character."""
    if not block.attributes:
        return "", {}
    whole = _WHOLE.fullmatch(block.attributes)
    rest, found_id, pairs = (whole[1] if whole else block.attributes), "", dict[str, str]()
    while rest:
        if (taken := _ID.match(rest)) and not found_id and not pairs:
            found_id = taken[1]
        elif (taken := _PAIR.match(rest)) and taken[1] not in pairs:
            pairs[taken[1]] = taken[2] if taken[2] is not None else taken[3]
        else:
            _refuse(rest, pairs, block.line, reading)
            break
        after = rest[taken.end() :]
        rest = after.lstrip(" ")
        if rest and rest == after:
            _refuse(rest, pairs, block.line, reading)
            break
    return found_id, pairs


def _refuse(rest: str, pairs: dict[str, str], line: int, reading: Reading) -> None:
    name = rest.split("=")[0]
    if _SMART.search(rest):
        reading.problem(line, "smart-quote", 'attribute values stand in straight quotes, as in title="…"')
    elif name in pairs:
        reading.problem(line, "attribute-twice", f"the attribute “{name}” is given twice")
    else:
        reading.problem(
            line,
            "bad-attributes",
            f"“{rest[:40]}” cannot be read: attributes are written "
            '{#id key=value key="some words"}, the id first, a space between them',
        )


def _check_value(known: Attribute, value: str, line: int, reading: Reading) -> None:
    if not value.strip() or value != value.strip():
        reading.problem(line, "empty-attribute", f"{known.name} is empty, or begins or ends with a space")
    elif known.allowed and value not in known.allowed:
        reading.problem(
            line, "bad-value", f"{known.name}={value} means nothing{did_you_mean(value, known.allowed)}"
        )
    elif known.form == "number" and not _NUMBER.fullmatch(value):
        reading.problem(
            line, "bad-number", f"{known.name}={value}: a whole number from 1 to 9999 in the digits 0-9"
        )
    elif known.form == "id" and not ID.fullmatch(value):
        reading.problem(line, "bad-id", f"{known.name}={value} is no id")
