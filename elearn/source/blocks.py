"""The one table of named blocks: where each may stand, what it must say of itself, what it holds."""

from __future__ import annotations

from dataclasses import dataclass

VERDICTS = ("sound", "defensible", "risky", "breach")
PUBLICATIONS = ("course", "self-directed", "manual")


@dataclass(frozen=True, slots=True)
class Attribute:
    """`form` is text, number, cites or id; `allowed` closes the list of values where it is not empty."""

    name: str
    is_required: bool = False
    form: str = "text"
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockRule:
    """One shape of a named block. `kind` is its name, or a name of our own where one name has two shapes.

    `parents` are the kinds of blocks and files it may stand in; `holds` says in words what else than
    named blocks it may hold, for the author's guide.
    """

    kind: str
    name: str
    parents: tuple[str, ...]
    has_id: bool
    attributes: tuple[Attribute, ...] = ()
    holds: str = "prose"

    def attribute(self, name: str) -> Attribute | None:
        return next((each for each in self.attributes if each.name == name), None)


def _text(name: str, *allowed: str) -> Attribute:
    return Attribute(name, allowed=allowed)


def _must(name: str, form: str = "text", *allowed: str) -> Attribute:
    return Attribute(name, is_required=True, form=form, allowed=allowed)


_TITLE, _CITES = _must("title"), Attribute("cites", form="cites")
_MINUTES, _MUST_MINUTES = Attribute("minutes", form="number"), _must("minutes", "number")

BLOCKS: tuple[BlockRule, ...] = (
    BlockRule("case", "case", ("unit", "chapter"), True, (_TITLE, _CITES)),
    BlockRule(
        "question",
        "question",
        ("unit", "case", "bank"),
        True,
        (
            _text("kind", "all", "spot", "scale"),
            _must("cites", "cites"),
            _text("title"),
            _text("shuffle", "yes"),
        ),
        "the question, then its options, then a quote that all are told afterwards",
    ),
    BlockRule(
        "scenario", "scenario", ("unit", "chapter"), True, (_TITLE, _CITES), "an introduction, then steps"
    ),
    BlockRule(
        "step",
        "step",
        ("scenario",),
        True,
        (_text("ending", *VERDICTS),),
        "prose, then choices; or, in an ending, prose and a debrief",
    ),
    BlockRule("plan-step", "step", ("session",), False, (_TITLE, _MUST_MINUTES)),
    BlockRule(
        "agenda-step",
        "step",
        ("agenda",),
        False,
        (_text("title"), _MUST_MINUTES, Attribute("session", form="id")),
    ),
    BlockRule("debrief", "debrief", ("step",), False, (_CITES,)),
    BlockRule("session-debrief", "debrief", ("session",), False, (_CITES, _MINUTES)),
    BlockRule(
        "reflection",
        "reflection",
        ("unit", "case"),
        True,
        (Attribute("lines", form="number"), _text("title")),
    ),
    BlockRule("model", "model", ("reflection",), False),
    BlockRule(
        "trainer",
        "trainer",
        ("unit", "case", "scenario", "reflection", "chapter", "session"),
        False,
        (_MINUTES,),
    ),
    BlockRule(
        "session",
        "session",
        ("unit", "chapter"),
        True,
        (_TITLE, _MUST_MINUTES, _must("aim"), _must("method"), _text("materials"), _text("outcomes")),
    ),
    BlockRule("agenda", "agenda", ("unit", "chapter"), True, (_TITLE, _MUST_MINUTES, _text("begins"))),
    BlockRule(
        "checklist",
        "checklist",
        ("unit", "chapter", "trainer", "session", "plan-step", "agenda-step", "take-away"),
        True,
        (_TITLE,),
        "prose and one list",
    ),
    BlockRule(
        "form",
        "form",
        ("unit", "chapter"),
        True,
        (_TITLE, _text("sheet", "wide")),
        "prose, and fields to fill in",
    ),
    BlockRule(
        "field",
        "field",
        ("form",),
        False,
        (Attribute("lines", form="number"), _text("choose", "one", "all"), _text("columns")),
        "words, a list or a table",
    ),
    BlockRule(
        "figure",
        "figure",
        ("unit", "chapter", "case", "question", "step", "aside"),
        True,
        (_must("src"), _must("alt")),
        "the caption",
    ),
    BlockRule("aside", "aside", ("unit", "chapter", "case"), False, (_TITLE,)),
    BlockRule("tip", "tip", ("unit", "chapter", "case", "trainer", "session"), False, (_text("title"),)),
    BlockRule(
        "only",
        "only",
        ("unit", "chapter", "case"),
        False,
        (_must("for", "text", *PUBLICATIONS), _must("reason")),
        "whatever its parent may hold",
    ),
    BlockRule("slot", "slot", ("unit", "chapter", "case", "question", "aside"), True, (_must("note"),)),
    BlockRule("take-away", "take-away", ("unit",), False),
)

NAMES: frozenset[str] = frozenset(rule.name for rule in BLOCKS)
FILES = {
    "unit": "a unit",
    "chapter": "a chapter of the manual",
    "module": "module.md",
    "bank": "a file of the test bank",
    "glossary": "the glossary",
}


def rule_in(name: str, parent: str) -> BlockRule | None:
    """Return the shape of the block `name` in `parent` (a kind), or None where it may not stand there."""
    return next((r for r in BLOCKS if r.name == name and parent in r.parents), None)


def rules_of(name: str) -> tuple[BlockRule, ...]:
    """Return every shape of a block."""
    return tuple(rule for rule in BLOCKS if rule.name == name)


def children_of(kind: str) -> tuple[str, ...]:
    """Return the names of the blocks that may stand in `kind` (of a block or a file)."""
    return tuple(dict.fromkeys(rule.name for rule in BLOCKS if kind in rule.parents))


def table() -> str:
    """Return the table as Markdown, for the author's guide."""
    rows = ["| block | stands in | id | attributes (★ required) | holds |", "|---|---|---|---|---|"]
    for rule in BLOCKS:
        says = " ".join(
            each.name + ("=" + "/".join(each.allowed) if each.allowed else "") + "★" * each.is_required
            for each in rule.attributes
        )
        holds = ", ".join((rule.holds, *children_of(rule.kind)))
        rows.append(
            f"| {rule.name} | {', '.join(rule.parents)} | {'★' if rule.has_id else '-'} | "
            f"{says or '-'} | {holds} |"
        )
    return "\n".join(rows) + "\n"
