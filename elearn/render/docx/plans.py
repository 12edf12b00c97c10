"""Session plans and agendas as tables under a clock; their forms follow, each with room to write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from elearn.document import blocks as b
from elearn.render.docx.items import ItemRenderer
from elearn.render.docx.ooxml import Element, Elements, link_inside, text_runs
from elearn.render.docx.tables import Table
from elearn.render.docx.writing import ASIDE, page_of
from elearn.render.paragraphs import Place
from elearn.render.plans import PlanRow, length, plan_rows
from elearn.render.templating import clock

_COLUMNS = (8, 10, 20, 62)


class PlanRenderer(ItemRenderer):
    """Sessions, agendas, and the places a national edition fills."""

    sessions: Mapping[str, b.Session]

    def session(self, node: b.Session) -> Elements:
        """Return a session plan on a page of its own: facts, steps under a clock, debrief, forms."""
        gettext, debrief = self.words.gettext, node.debrief
        minutes = self.words.ngettext("%(num)s minute", "%(num)s minutes",
                                      node.minutes) % {"num": node.minutes}
        head = self._head(node)
        with self.within(Place(node.id, node.title), 1):
            rows = self._rows(node.steps)
            forms = self._forms(node.steps)
            if debrief:
                rows.append(self._row(length(node.steps), debrief.minutes, gettext("Debrief"),
                                      self.cell(debrief.body)))
            rows.append(self._row(node.minutes, 0, gettext("End"), []))
            return [
                head, *self._kind(gettext("Session plan"), minutes), *self._facts(node),
                *self.blocks(node.body), *self._plan(node.title, rows),
                *(self.cites(debrief.cites, gettext("Debriefs %(places)s")) if debrief else []), *forms]

    def agenda(self, node: b.Agenda) -> Elements:
        gettext = self.words.gettext
        head = self._head(node)
        hours = gettext("%(clock)s hours") % {"clock": clock(node.minutes)}
        with self.within(Place(node.id, node.title), 1):
            end = self._row(node.begins + length(node.steps), 0, gettext("End"), [])
            rows = [*self._rows(node.steps, node.begins), end]
            return [head, *self._kind(gettext("Agenda"), hours), *self.blocks(node.body),
                    *self._plan(node.title, rows), *self._forms(node.steps)]

    def slot(self, node: b.Slot[Any]) -> Elements:
        """Return the international words and, above them, what the national editor is asked for."""
        asked = self.words.gettext("To the national editor: %(note)s") % {"note": node.note}
        head = self.writing.line("AsideLabel", asked, names=[node.id])
        with self.writing.inside(ASIDE):
            return [head, *self.blocks(node.body)]

    def _head(self, node: b.Session | b.Agenda) -> Element:
        """Return the heading of a plan: on a new page, unless the heading above it has just begun one."""
        style, self.on_new_page = "Session" if self.on_new_page else "SessionPage", False
        return self.writing.heading(self.depth, node.title, node.id, style=style)

    def _kind(self, name: str, how_long: str) -> Elements:
        return [self.writing.line("Quiet", f"{name} · {how_long}")]

    def _facts(self, node: b.Session) -> Elements:
        gettext = self.words.gettext
        told = [
            (gettext("Aim"), (node.aim,)), (gettext("Outcomes"), node.outcomes),
            (self.words.pgettext("session", "Method"), (node.method,)),
            (gettext("Materials"), tuple(x.strip() for x in node.materials.split(";")))]
        rows = [[[self.writing.line("RowHead", name)], [self.writing.line("TableText", x) for x in lines]]
                for name, lines in told if any(lines)]
        return self.writing.table(Table(gettext("About the session"), (16, 84), (), rows))

    def _plan(self, title: str, rows: list[list[Elements]]) -> Elements:
        gettext = self.words.gettext
        head = self.writing.heads(gettext("Start"), self.words.pgettext("column", "Minutes"),
                                  gettext("What"), gettext("How"))
        return self.writing.table(Table(title, _COLUMNS, head, rows))

    def _rows(self, steps: tuple[b.PlanStep, ...], begins: int = 0) -> list[list[Elements]]:
        return [self._step_row(row) for row in plan_rows(steps, self.sessions, begins)]

    def _step_row(self, row: PlanRow) -> list[Elements]:
        """Return the row of a step; a form in it is named here and stands after the plan."""
        told = self.cell(x for x in row.body if not isinstance(x, b.Checklist))
        for form in (x for x in row.body if isinstance(x, b.Checklist)):
            named = self.words.gettext("Form: %(title)s") % {"title": form.title}
            told.append(self.writing.paragraph("TableText", [link_inside(form.id, text_runs(named))]))
        made = self._row(row.start, row.minutes, row.title, told)
        if row.session in self.ids:
            told_page = self.words.gettext("plan on page %(page)s") % {"page": "\0"}
            before, _, after = told_page.partition("\0")
            runs = [*text_runs(before), page_of(row.session), *text_runs(after)]
            made[2].append(self.writing.paragraph("TableText", runs))
        return made

    def _row(self, start: int, minutes: int, title: str, told: Elements) -> list[Elements]:
        return [[self.writing.line("TableText", clock(start))],
                [self.writing.line("TableText", str(minutes or ""))],
                [self.writing.paragraph("TableText", self._bold(title))], told]

    def _bold(self, text: str) -> Elements:
        from elearn.document.nodes import Text

        return self._looking("Strong", (Text(text),))

    def _forms(self, steps: tuple[b.PlanStep, ...]) -> Elements:
        return self.blocks(x for step in steps for x in step.body if isinstance(x, b.Checklist))
