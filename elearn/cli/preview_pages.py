"""The pages of `elearn preview`: what everyone sees, the answers and the trainers' text, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from elearn.document import blocks as b
from elearn.document.catalogue import Revision
from elearn.document.course import Chapter, Section, Unit
from elearn.document.cuts import open_blocks
from elearn.document.problems import Problem
from elearn.document.questions import OpenQuestion, Question, question_key
from elearn.document.walk import acting_blocks
from elearn.render.html import joined
from elearn.render.web import Html, ItemPlace, WebRenderer, glossary_html, sources_html
from elearn.source.review import each_seen

STYLE = """
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: #fbfaf7; color: #1b2430 }
main, header { padding: 0 16px; max-inline-size: 110rem; margin-inline: auto }
.row { display: grid; grid-template-columns: 5fr 4fr 3fr; gap: 24px; border-block-start: 1px solid #d5cfc3 }
.row > * { min-inline-size: 0; padding-block: 8px; overflow-wrap: anywhere }
.answers, .trainers { background: #f1eee7; padding-inline: 12px; font-size: .9em }
.problems { background: #fff; border-inline-start: 6px solid #a32a2a; padding: 8px 16px; font-size: .9em }
.problems.is-advice { border-color: #8a5a00 } .problems.is-clean { border-color: #1e6b4a }
.is-right, .gist { font-weight: 600 } .gist { font-weight: 400; color: #4a5565 }
.margin-notes { font-size: .8em; color: #4a5565 } img { max-inline-size: 100% }
table { border-collapse: collapse }
td, th { border: 1px solid #d5cfc3; padding: 2px 8px; text-align: start } code { background: #f1eee7 }
@media (max-width: 60rem) { .row { grid-template-columns: 1fr; gap: 0 } }
"""

# Without a script the page renews itself by a slow redirect; with this one it keeps its place as well.
SCRIPT = """
const wait = document.documentElement.dataset.wait
const look = () => fetch(wait, { redirect: "manual" }).then(
  () => location.reload(), () => setTimeout(look, 2000))
look()
"""


class Pages:
    """Makes the pages of one course in one language."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.course = revision.course
        self._page = WebRenderer(revision, _addresses(revision))

    def index(self) -> Markup:
        """Return the list of everything there is to look at."""
        modules = joined(
            Markup("<h2>{}</h2><p>{}</p>{}").format(m.title, m.summary, _links(m.units))
            for m in self.course.modules)
        return Markup("{}<h2>Trainers’ manual</h2>{}<h2>Reference</h2>{}").format(
            modules, _links(self.course.chapters), Markup(
                '<ul><li><a href="glossary">Glossary</a></li><li><a href="sources">Sources</a></li></ul>'))

    def page(self, name: str) -> tuple[str, Markup] | None:
        """Return title and body of a unit, a chapter, the glossary or the sources, or None."""
        if name == "glossary":
            return "Glossary", glossary_html(self.revision, self.course.glossary)
        if name == "sources":
            return "Sources", sources_html(self.revision)
        units: list[Unit[b.Block] | Chapter] = [u for m in self.course.modules for u in m.units]
        for each in (*units, *self.course.chapters):
            if each.id == name:
                return each.title, joined(self._section(section) for section in each.sections)
        return None

    def _section(self, section: Section[b.Block]) -> Markup:
        heading = Markup('<h{0} id="{1}">{2}</h{0}>').format(
            section.level, section.id, self._page.inline(section.title)) if section.title else Markup("")
        return heading + joined(self._row(block) for block in section.body)

    def _row(self, block: Any) -> Markup:
        return Markup(
            '<div class="row"><div>{}</div><div class="answers">{}</div>'
            '<div class="trainers">{}</div></div>\n'
        ).format(self._open(block), joined(self._answers(block)), joined(self._for_trainers(block)))

    def _open(self, block: Any) -> Markup:
        return joined(part.markup if isinstance(part, Html) else self._item(part)
                      for part in self._page.parts(open_blocks((block,))))

    def _item(self, place: ItemPlace) -> Markup:
        steps = joined(
            Markup('<h5 id="{0}">{0}</h5>{1}{2}').format(id_, step.body, _list(step.choices))
            for id_, step in place.steps.items())
        kind = f" ({place.item.kind.value})" if isinstance(place.item, OpenQuestion) else ""
        return Markup('<section id="{0}"><h4>{1} <code>{0}</code>{2}</h4>{3}{4}{5}{6}</section>').format(
            place.item.id, place.item.title, kind, place.body, _list(place.options),
            _list(place.counterparts), steps)

    def _answers(self, block: Any) -> Iterator[Markup]:
        for item in acting_blocks(block):
            if isinstance(item, Question):
                yield self._key(item)
            elif isinstance(item, b.Scenario):
                yield joined(self._step(step) for step in item.steps)
            else:
                yield Markup("<h4>{}: model</h4>{}").format(item.id, self._page.plain(item.model))

    def _key(self, question: Question) -> Markup:
        options = joined(
            Markup("<li{}>{}{}{} {}</li>").format(
                Markup(' class="is-right"') if option.is_right else "", self._page.inline(option.text),
                Markup(" ⇒ ") + self._page.inline(option.counterpart) if option.counterpart else "",
                Markup(" <em>{}</em>").format(option.verdict) if option.verdict else "",
                self._page.plain(option.feedback))
            for option in question_key(question).options)
        order = " ".join(question_key(question).right_order)
        return Markup("<h4>{}</h4>{}<ul>{}</ul>{}").format(
            question.id, Markup("<p>In order: {}</p>").format(order) if order else "", options,
            self._page.plain(question.explanation))

    def _step(self, step: b.Step) -> Markup:
        choices = joined(
            Markup('<li>{} <em>{}</em> → <a href="#{}">{}</a> {}</li>').format(
                self._page.inline(c.text), c.verdict, c.target, c.target, self._page.plain(c.feedback))
            for c in step.choices)
        debrief = self._page.plain(step.debrief.body) if step.debrief else ""
        return Markup("<h4>{} <em>{}</em></h4>{}<ul>{}</ul>{}").format(
            step.id, step.ending or "", self._page.plain(step.feedback), choices, debrief)

    def _for_trainers(self, block: Any) -> Iterator[Markup]:
        """Yield what only the manual has, and the notes for the editor of a national edition."""
        if isinstance(block, (b.Session, b.Agenda)):
            yield self._plan(block)
        elif isinstance(block, b.Trainer):
            yield Markup("<h4>Trainer{}</h4>{}").format(
                _minutes(block.minutes), self._page.plain(block.body))
        elif isinstance(block, b.Only) and block.publication == "manual":
            yield Markup("<h4>Manual alone: {}</h4>").format(block.reason)
            yield from (self._open(each) + joined(self._for_trainers(each)) for each in block.body)
        elif isinstance(block, b.Slot):
            yield Markup("<p>To the national editor: {}</p>").format(block.note)
        elif isinstance(block, b.Only):
            yield Markup("<p>Only in {}: {}</p>").format(block.publication, block.reason)
        for each in () if isinstance(block, (b.Session, b.Trainer)) else getattr(block, "body", ()):
            if not (isinstance(block, b.Only) and block.publication == "manual"):
                yield from self._for_trainers(each)

    def _plan(self, plan: b.Session | b.Agenda) -> Markup:
        steps = joined(
            Markup("<tr><td>{}</td><td>{}</td><td>{}</td></tr>").format(
                step.minutes, step.title or step.session, self._page.plain(step.body))
            for step in plan.steps)
        told = [each for each in plan.body if not isinstance(each, b.Trainer)]
        debrief = getattr(plan, "debrief", None)
        return Markup('<h4 id="{}">{}{}</h4>{}{}<table>{}</table>{}{}').format(
            plan.id, plan.title, _minutes(plan.minutes), _aims(plan), self._page.plain(told), steps,
            self._page.plain(debrief.body) if debrief else "",
            joined(made for each in plan.body if isinstance(each, b.Trainer)
                   for made in self._for_trainers(each)))


def problems_html(problems: Iterable[Problem]) -> Markup:
    """Return the problems as a box for the top of every page."""
    found = sorted(problems, key=lambda problem: (problem.is_warning, problem))
    if not found:
        return Markup('<p class="problems is-clean">elearn check finds nothing.</p>')
    errors = sum(not problem.is_warning for problem in found)
    rows = joined(Markup("<li><code>{}:{}</code> <strong>{}</strong> {}</li>").format(
        p.file, p.line, p.code, p.message) for p in found)
    return Markup(
        '<details class="problems{}"{}><summary>{} errors, {} warnings</summary><ul>{}</ul></details>'
    ).format("" if errors else " is-advice", Markup(" open") if errors else "", errors,
             len(found) - errors, rows)


def whole_page(revision: Revision | None, title: str, top: Markup, body: Markup, wait: str) -> str:
    """Return a page that asks, by itself and without a script, for the next version at `wait`."""
    lang, direction = (revision.lang, revision.course.header.direction) if revision else ("en", "ltr")
    return str(Markup(
        '<!doctype html><html lang="{0}" dir="{1}" data-wait="{2}"><head><meta charset="utf-8">'
        '<title>{3} – preview</title><meta name="viewport" content="width=device-width">'
        '<noscript><meta http-equiv="refresh" content="1; url={2}"></noscript>'
        '<link rel="stylesheet" href="/preview.css"><script defer src="/preview.js"></script></head>'
        '<body><header dir="ltr" lang="en"><p><a href="./">Contents</a> · <a href="/">Courses</a></p>'
        "{4}</header><main><h1>{3}</h1>{5}</main></body></html>"
    ).format(lang, direction, wait, title, top, body))


def _addresses(revision: Revision) -> Any:
    """Return where each id stands, the trainers' own included."""
    pages = {entry.id: "glossary" for entry in revision.course.glossary}
    found = {each.near: f"{pages.get(each.home, each.home)}#{each.near}"
             for each in each_seen(revision.course) if getattr(each.node, "id", "")}

    def address(name: str) -> str | None:
        return f"sources#{name}" if name.startswith("src-") else name if name.startswith("media/") \
            else found.get(name)

    return address


def _aims(plan: b.Session | b.Agenda) -> Markup:
    if isinstance(plan, b.Agenda):
        return Markup("")
    rows = (("Aim", plan.aim), ("Outcomes", "; ".join(plan.outcomes)), ("Method", plan.method),
            ("Materials", plan.materials))
    return joined(Markup("<p><strong>{}:</strong> {}</p>").format(*row) for row in rows if row[1])


def _minutes(minutes: int) -> str:
    return f", {minutes} minutes" if minutes else ""


def _list(items: Iterable[Markup]) -> Markup:
    rows = joined(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<ol>{}</ol>").format(rows) if rows else Markup("")


def _links(pages: Iterable[Unit[b.Block] | Chapter]) -> Markup:
    return Markup("<ul>{}</ul>").format(joined(
        Markup('<li><a href="{}">{}</a> <code>{}</code>, {} minutes</li>').format(
            each.id, each.title, each.id, each.minutes) for each in pages))
