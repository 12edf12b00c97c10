"""Golden files: structure and words of each publication of the course of every construct, a line a block.

`python -m tests.render.golden` shows what has changed; with `--accept` it writes the files anew.
"""

from __future__ import annotations

import difflib
import io
import re
import sys
import xml.etree.ElementTree as Tree
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from elearn.document.catalogue import Revision
from elearn.render.answer_sheet import answer_sheet
from elearn.render.epub import self_directed_epub
from elearn.render.manual import trainers_manual
from elearn.render.summary_card import card_page
from elearn.render.text import self_directed
from elearn.render.xhtml import tree
from tests.factories.constructs import every_revision

FOLDER = Path(__file__).resolve().parents[1] / "golden"

_INLINE = frozenset({"a", "b", "bdi", "br", "code", "em", "i", "span", "strong", "sup"})
_TOLD = ("data-margin", "src", "alt", "scope", "start")
_SIGNS = {"em": "*", "strong": "**", "code": "`"}


def outline(html: str) -> str:
    """Return the body of a page, a block a line, indented: tag, classes, id, then its words."""
    body = tree(html).find("body")
    assert body is not None
    return "\n".join(_lines(body, 0)) + "\n"


def _lines(element: Tree.Element, depth: int) -> Iterator[str]:
    name = element.tag + "".join(f".{each}" for each in element.get("class", "").split())
    told = f" #{element.get('id')}" if element.get("id") else ""
    told += "".join(f" {key}={element.get(key)!r}" for key in _TOLD
                    if element.get(key) and not element.get(key, "").startswith("data:"))
    words = _said(element.text or "")
    blocks: list[Tree.Element] = []
    for child in element:
        if child.tag in _INLINE:
            words += _inline(child)
        elif child.tag != "svg":
            blocks.append(child)
        words += _said(child.tail or "")
    said = " ".join(words.split())
    yield f"{'  ' * depth}{name}{told}{': ' + said if said else ''}"
    for block in blocks:
        yield from _lines(block, depth + 1)


def _inline(element: Tree.Element) -> str:
    words = _said(element.text or "")
    words += "".join(_inline(child) + _said(child.tail or "") for child in element)
    if element.tag == "br":
        return " / "
    if element.tag == "a":
        before, after = element.get("data-before"), element.get("data-after") or ""
        words = words if before is None else f"{before}<page>{after}"
        return f"[{words}]({element.get('href')})"
    if element.get("class") == "box":
        return "( )"
    sign = _SIGNS.get(element.tag, "")
    return f"{sign}{words}{sign}"


def _said(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", text)


def _epub(revision: Revision) -> str:
    with zipfile.ZipFile(io.BytesIO(self_directed_epub(revision))) as book:
        files = "\n".join(book.namelist())
        told = [book.read(f"book/{name}").decode()
                for name in ("package.opf", "nav.xhtml", "m1-choose.xhtml")]
    return "\n".join([files, *told])


MADE: dict[str, Callable[[Revision], str]] = {
    "self-directed": lambda revision: outline(self_directed(revision, is_paged=False)),
    "self-directed-on-paper": lambda revision: outline(self_directed(revision, is_paged=True)),
    "self-directed-epub": _epub,
    "answer-sheet": lambda revision: outline(answer_sheet(revision)),
    "summary-card": lambda revision: outline(card_page(revision, "2")),
    "manual": lambda revision: outline(trainers_manual(revision, is_paged=False)),
}


def made(name: str) -> str:
    """Return what a golden file should hold now; without the id of the revision."""
    revision = every_revision()
    uid = re.compile(r"urn:uuid:[0-9a-f-]+")
    return uid.sub("urn:uuid:…", MADE[name](revision).replace(revision.id[:12], "<revision>"))


def difference(name: str) -> str:
    """Return what has changed in one golden file as a diff, or nothing."""
    path = FOLDER / f"{name}.txt"
    kept = path.read_text(encoding="utf-8") if path.is_file() else ""
    lines = difflib.unified_diff(
        kept.splitlines(), made(name).splitlines(), f"{name}, as it was", f"{name}, now", lineterm="", n=2)
    return "\n".join(lines)


def main() -> int:
    changed = {name: told for name in MADE if (told := difference(name))}
    for told in changed.values():
        print(told, end="\n\n")
    if "--accept" in sys.argv:
        FOLDER.mkdir(exist_ok=True)
        for name in changed:
            (FOLDER / f"{name}.txt").write_text(made(name), encoding="utf-8")
        print(f"written: {', '.join(changed) or 'nothing, all is as it was'}")
        return 0
    names = ", ".join(changed)
    print(f"changed: {names}; if it is meant: make golden ACCEPT=1" if changed else "all is as it was")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
