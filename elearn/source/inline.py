"""What stands inside a line of prose: citations become marks, links are looked at, strays refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from elearn.document.nodes import Reference
from elearn.source.citations import references
from elearn.source.prose_lines import ProseLine
from elearn.source.reading import Mention, Reading

FIRST_MARK = 0xE000
MOST_EMPHASIS = 400
_WRAPS = 12

_TOKEN = re.compile(
    r"(?P<code>`[^`]+`)"
    r"|\[@(?P<cite>[^\[\]`]*)\]"
    r"|\[(?P<words>[^\[\]`]+)\]\((?P<target>[^()\s]*)\)"
    r"|(?P<entity>&(?:#|[A-Za-z][A-Za-z0-9]*;))"
    r"|(?P<html><(?=[A-Za-z/!?])|</)"
    r"|(?P<image>!\[)"
    r"|(?P<note>\[\^)"
    r"|(?P<box>\[[ xXхХ×✓✔✗]?\](?!\())"
    r"|(?P<stray>[\[\]{}<>`\\|~])"
)
_EMPHASIS = re.compile(r"[*_`]")
_LINK = re.compile(
    r"https://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][!-~]*)?|mailto:[!-~]+@[!-~]+|#[a-z][a-z0-9-]*"
)
_ADVICE = {
    "entity": ("entity", "entities such as &amp; are not used: type the character itself"),
    "html": ("raw-html", "HTML is not used: there is a named block or Markdown for what it should do"),
    "image": ("inline-image", "a picture is a figure block, with the words that stand for it"),
    "note": ("footnote", "footnotes are not used: put it in the text, or in an aside"),
    "box": (
        "stray-box",
        "“[ ]” and “[x]” belong at the start of an option: “- [x] text {#a sound}”, with a "
        "plain x and spaces, inside a question",
    ),
}


def marked(
    lines: Sequence[ProseLine], reading: Reading
) -> tuple[list[ProseLine], list[tuple[Reference, ...]]]:
    """Return the lines with one private-use character for each citation, and what each stands for.

    Everything that is neither text nor a known construct is reported at its line.
    """
    cited: list[tuple[Reference, ...]] = []
    found = [replace(line, text=_marked_line(line, cited, reading)) for line in _joined(lines)]
    if sum(len(_EMPHASIS.findall(line.text)) for line in found) > MOST_EMPHASIS:
        reading.problem(
            found[0].number,
            "too-much-emphasis",
            f"over {MOST_EMPHASIS} “*”, “_” and “`” in one run of text",
        )
    return found, cited


def _joined(lines: Sequence[ProseLine]) -> list[ProseLine]:
    """Join lines where a bracket is open at the end of one, so that each stands on one line."""
    found: list[ProseLine] = []
    joins = 0
    for line in lines:
        last = found[-1] if found else None
        is_open = last is not None and last.text.rfind("[") > last.text.rfind("]")
        if (
            last
            and is_open
            and joins < _WRAPS
            and line.text.strip()
            and not line.prefix.rstrip().endswith(("-", "."))
        ):
            found[-1] = replace(last, text=f"{last.text.rstrip()} {line.text}")
            joins += 1
        else:
            found.append(line)
            joins = 0
    return found


def _marked_line(line: ProseLine, cited: list[tuple[Reference, ...]], reading: Reading) -> str:
    out, at = [], 0
    refused: set[str] = set()
    for token in _TOKEN.finditer(line.text):
        kind = token.lastgroup or ""
        out.append(line.text[at : token.start()])
        at = token.end()
        if token["cite"] is not None:
            out.append(chr(FIRST_MARK + len(cited)))
            cited.append(references(token["cite"], line.number, reading))
            continue
        out.append(token[0])
        if token["target"] is not None:
            _check_link(token["words"], token["target"], line.number, reading)
        elif kind == "code":
            _check_code(token[0], line.number, reading)
        elif token[0] not in refused and not (token[0] == "|" and line.is_row):
            refused.add(token[0])
            _refuse(kind, token[0], line, reading)
    out.append(line.text[at:])
    return "".join(out)


def _refuse(kind: str, token: str, line: ProseLine, reading: Reading) -> None:
    if kind in _ADVICE:
        reading.problem(line.number, *_ADVICE[kind])
    elif token in "{}":
        reading.problem(
            line.number,
            "stray-brace",
            "braces belong to headings, blocks and options: a “{#key verdict}” "
            "stands at the end of its option, a “{#id}” at the end of its heading",
        )
    elif re.search(r"\[[^\]]+\]:", line.text):
        reading.problem(
            line.number, "reference-definition", "links are written [text](https://…), in place"
        )
    else:
        reading.problem(
            line.number,
            "stray-mark",
            f"“{token}” means nothing here: links are written "
            "[text](https://…) or [text](#id), citations [@bp 2.5], code between two “`”",
        )


def _check_code(token: str, line: int, reading: Reading) -> None:
    if re.search(r"[{}\[\]|<>\\]", token):
        reading.problem(line, "stray-mark", "code here holds no brackets, braces, bars or backslashes")


def _check_link(words: str, target: str, line: int, reading: Reading) -> None:
    if not _LINK.fullmatch(target):
        reading.problem(
            line,
            "bad-link",
            f"“{target[:60]}”: a link leads to https://…, mailto:… or #id "
            "(brackets inside an address are written %28 and %29)",
        )
    elif target.startswith("#"):
        reading.mentions.append(Mention(target[1:], line))
    if not words.strip() or re.search(r"[{}<>\\|~]|&(?:#|[A-Za-z][A-Za-z0-9]*;)", words):
        reading.problem(line, "bad-link", "the words of a link are plain text")
