"""A small content folder on disk, with whatever a test or a text case puts into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from elearn.document.course import CourseRules
from elearn.source.courses import load_rules

UNIT = "en/01-first/01-unit.md"
COURSE_FILE = "courses/small.toml"

_FRONT = {
    "glossary.md": "---\nid: glossary\ntitle: Glossary\n---\n\n",
    "module.md": "---\nid: m1\ntitle: First\nsummary: One sentence.\n---\n\n",
    "manual/": "---\nid: manual-chapter\ntitle: A chapter\n---\n\n",
    "test-bank/": "---\nid: bank-one\ntitle: Items\npool: final\nvalue: 1\n---\n\n",
    "": "---\nid: m1-unit\ntitle: A unit\nminutes: 1\nobjectives: Decide\n---\n\n",
}

_BASE = {
    COURSE_FILE: """key = "small"
edition = "international"
content = "small_content"
released = 2026-11-22
source_language = "en"
published = ["en"]
routes = ["e-learning"]

[title]
en = "A small course"

[[modules]]
id = "m1"
folder = "01-first"

[final_test]
pass_mark = 1
blueprint = { 1 = 1 }

[entry_test]
pass_mark = 1
blueprint = { 1 = 1 }
""",
    "sources.toml": """[bp]
title.en = "Bangalore Principles of Judicial Conduct"
short.en = "Bangalore Principles"
body.en = "Judicial Group on Strengthening Judicial Integrity"
year = 2002
url = "https://example.org/bp"
[bp.paragraphs."1"]
name.en = "Independence"
gist.en = "Independence matters."
[bp.paragraphs."1.1"]
gist.en = "Decide free of influence."
[bp.paragraphs."2.5"]
gist.en = "Step aside where you cannot be impartial."
[bp.paragraphs."2.5.1"]
part_of = "2.5"
gist.en = "Actual bias."

[commentary]
title.en = "Commentary on the Bangalore Principles"
short.en = "Commentary"
body.en = "Judicial Integrity Group"
year = 2007
url = "https://example.org/commentary"
paragraphs_of = "bp"

[nauru]
title.en = "Nauru Declaration on Judicial Well-being"
short.en = "Nauru Declaration"
body.en = "Regional conference"
year = 2024
url = "https://example.org/nauru"
""",
    "retired-ids.txt": "# Ids that are never used again.\n",
    "en/glossary.md": "## Bias {#g-bias}\n\nA leaning that does not come from the evidence.\n",
    "en/01-first/module.md": "What this module is about.\n",
    UNIT: "A sentence of text.\n",
}


@dataclass(frozen=True)
class SmallContent:
    """A content folder and its course file; `shifts` counts the lines of front matter put before."""

    root: Path
    shifts: Mapping[str, int]

    @property
    def content_dir(self) -> Path:
        return self.root / "content" / "small_content"

    @property
    def courses_dir(self) -> Path:
        return self.root / "courses"

    def rules(self) -> CourseRules:
        rules, problems = load_rules(self.root / COURSE_FILE)
        assert rules is not None, problems
        return rules


def small_content(root: Path, files: Mapping[str, str | bytes] | None = None) -> SmallContent:
    """Write the small course below `root`, with `files` over or beside its own.

    A Markdown text that does not begin with front matter is given some, fit for its place; bytes are
    written as they are.
    """
    made = SmallContent(root, shifts := {})
    for name, text in {**_BASE, **(files or {})}.items():
        written = isinstance(text, bytes) or text.startswith("---") or not name.endswith(".md")
        front = "" if written else _front(name)
        shifts[name] = front.count("\n")
        path = (root if name.startswith("courses/") else made.content_dir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else (front + text).encode())
    return made


def _front(name: str) -> str:
    return next(front for part, front in _FRONT.items() if part in name)
