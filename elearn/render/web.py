"""A unit as the parts of a web page: ready HTML, and the places where an item asks for an act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision
from elearn.document.course import GlossaryEntry, Module, Section, Unit
from elearn.document.questions import OpenQuestion
from elearn.document.sources import Source
from elearn.document.walk import OpenActing, descendants, plain_text
from elearn.render.citations import anchor
from elearn.render.html import Address, HtmlRenderer, joined
from elearn.render.words import words_in


@dataclass(frozen=True, slots=True)
class Html:
    """Ready HTML. A case or section may open in one part and close in a later one."""

    markup: Markup


@dataclass(frozen=True, slots=True)
class SectionEnd(Html):
    """Where a section ends: the place of what a reader writes beside it."""

    section_id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class StepHtml:
    """A scenario step: its text and its choices in the order of `OpenStep.choices`."""

    body: Markup
    choices: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """Where an item stands, with its words as HTML: nothing that belongs after the answer.

    `body` is the stem, introduction or question of the item; `options` and `counterparts` stand in
    the order of the same fields of an `OpenQuestion`; `steps` has every step of a scenario by id.
    """

    item: OpenActing
    body: Markup
    options: tuple[Markup, ...] = ()
    counterparts: tuple[Markup, ...] = ()
    steps: Mapping[str, StepHtml] = field(default_factory=dict)


Part = Html | ItemPlace

# Blocks that end with a way to report a mistake: a section that ends with one needs no second.
_ENDING = (b.Case, OpenQuestion, b.OpenScenario, b.OpenReflection)


class WebRenderer(HtmlRenderer):
    """Prose and open blocks for the web; the gist of a place is told once a page."""

    def __init__(self, revision: Revision, address: Address | None = None) -> None:
        opened = revision.open
        super().__init__(opened.sources, words_in(revision.lang), address or kept_addresses(revision))
        self._told: set[n.Reference] = set()

    def note(self, reference: n.Reference) -> Markup:
        place = self.cited_place(reference)
        gist = self.citations.gist(reference)
        if reference in self._told or not gist:
            return place
        self._told.add(reference)
        return Markup('{} <span class="gist">{}</span>').format(place, gist)

    def place_name(self, reference: n.Reference) -> str:
        """Return the label of a place, its section sign kept with the number at the end of a line."""
        return super().place_name(reference).replace("§ ", "§\N{NO-BREAK SPACE}")

    def cites(self, references: tuple[n.Reference, ...]) -> Markup:
        return self.notes(references) if references else Markup("")

    def aside(self, node: b.Aside[b.OpenBlock]) -> Markup:
        return Markup('<aside class="aside" aria-label="{}"><h3>{}</h3>\n{}</aside>\n').format(
            node.title, node.title, self.plain(node.body))

    def tip(self, node: b.Tip[b.OpenBlock]) -> Markup:
        title = Markup("<h3>{}</h3>\n").format(node.title) if node.title else ""
        return Markup('<div class="tip">{}{}</div>\n').format(title, self.plain(node.body))

    def checklist(self, node: b.Checklist) -> Markup:
        return Markup('<section class="checklist" id="{}"><h3>{}</h3>\n{}</section>\n').format(
            node.id, node.title, self.plain(node.body))

    def take_away(self, node: b.TakeAway[b.OpenBlock]) -> Markup:
        return Markup('<section class="take-away"><h2>{}</h2>\n{}</section>\n').format(
            self.words.gettext("To take away"), self.blocks(node.body))

    def open_slot(self, node: b.OpenSlot[b.OpenBlock]) -> Markup:
        return Markup('<div class="slot" id="{}">{}</div>\n').format(node.id, self.blocks(node.body))

    def parts(self, body: Iterable[b.OpenBlock], *, is_inside: bool = False) -> Iterator[Part]:
        """Yield the parts of a run of blocks; what holds an item opens and closes around it.

        Inside a case the case alone ends with a way to report a mistake.
        """
        for block in body:
            if isinstance(block, (OpenQuestion, b.OpenScenario, b.OpenReflection)):
                yield self.place(block)
                yield from () if is_inside else self._end(block.id)
            elif isinstance(block, b.Only):
                if block.publication == "course":
                    yield from self.parts(block.body, is_inside=is_inside)
            elif isinstance(block, b.Case):
                yield from self._case(block)
            elif isinstance(block, b.OpenSlot):
                yield Html(Markup('<div class="slot" id="{}">').format(block.id))
                yield from self.parts(block.body, is_inside=True)
                yield Html(Markup("</div>\n"))
            else:
                yield Html(self.passage(block))

    def _case(self, node: b.Case[b.OpenBlock]) -> Iterator[Part]:
        yield Html(Markup(
            '<section class="case" id="{0}" aria-labelledby="{0}-title">'
            '<h3 class="case-title" id="{0}-title">{1}</h3>{2}\n'
        ).format(node.id, node.title, self.cites(node.cites)))
        yield from self.parts(node.body, is_inside=True)
        yield from self._end(node.id)
        yield Html(Markup("</section>\n"))

    def section(self, section: Section[b.OpenBlock]) -> Iterator[Part]:
        """Yield a section; the text before the first heading has none of its own."""
        if section.title:
            yield Html(Markup('<h{0} id="{1}">{2}</h{0}>\n').format(
                section.level, section.id, self.inline(section.title)))
        yield from self.parts(section.body)
        if section.body and not isinstance(section.body[-1], _ENDING):
            yield from self._end(section.id)
        if section.body:
            yield SectionEnd(Markup(""), section.id, plain_text(section.title))

    def _end(self, block_id: str) -> Iterator[Html]:
        """Yield the way to say that something in the passage that ends here is wrong."""
        address = self.address(f"mistake-{block_id}")
        if address is not None:
            yield Html(Markup('<p class="mend"><a href="{}">{}</a></p>\n').format(
                address, self.words.gettext("Report a mistake")))

    def place(self, item: OpenActing) -> ItemPlace:
        """Return an item with its words made into HTML."""
        if isinstance(item, OpenQuestion):
            return ItemPlace(
                item, self.plain(item.stem),
                options=tuple(self.inline(option.text) for option in item.options),
                counterparts=tuple(self.inline(option.text) for option in item.counterparts),
            )
        if isinstance(item, b.OpenScenario):
            return ItemPlace(item, self.plain(item.body), steps={s.id: self._step(s) for s in item.steps})
        return ItemPlace(item, self.plain(item.body))

    def _step(self, step: b.OpenStep) -> StepHtml:
        return StepHtml(self.plain(step.body), tuple(self.inline(c.text) for c in step.choices))


def addresses(revision: Revision) -> Address:
    """Return where each id stands, relative to a unit's own page: `m2-bias#m2-c1`.

    Glossary entries are under `glossary#…`, cited places are pages of `../principles/`, the Commentary
    on a paragraph being that paragraph, figures are under `media/…`;
    `mistake-m2-c1` is where a mistake in that passage is reported.
    """
    found = {entry.id: f"glossary#{entry.id}" for entry in revision.open.glossary}
    for module in revision.open.modules:
        for unit in module.units:
            found |= {
                node.id: f"{unit.id}#{node.id}" for node in descendants(unit) if hasattr(node, "id")
            }
            found[unit.id] = unit.id

    aliases = {f"{source.key}-": f"{source.paragraphs_of}-"
               for source in revision.open.sources.sources if source.paragraphs_of}

    def address(name: str) -> str | None:
        if name.startswith("src-"):
            place = name.removeprefix("src-")
            beginning = next((each for each in aliases if place.startswith(each)), "")
            return f"../principles/{aliases.get(beginning, '')}{place.removeprefix(beginning)}"
        if name.startswith("media/"):
            return name
        if name.startswith("mistake-"):
            return f"../mistakes/in/{name.removeprefix('mistake-')}?in={revision.id[:_SHORT]}"
        return found.get(name)

    return address


_MOST_KEPT = 2000
# So many digits of a revision's id tell it from every other; each link of a page carries them.
_SHORT = 10
_kept: dict[tuple[str, str], tuple[Part, ...]] = {}
_kept_addresses: dict[str, Address] = {}


def kept_addresses(revision: Revision) -> Address:
    """Return `addresses(revision)`, made once a process."""
    if revision.id not in _kept_addresses:
        _forget_when_full(_kept_addresses)
        _kept_addresses[revision.id] = addresses(revision)
    return _kept_addresses[revision.id]


def _forget_when_full(kept: dict[Any, Any]) -> None:
    """Start anew where a preview has made thousands of revisions; pages are cheap to make again."""
    if len(kept) >= _MOST_KEPT:
        kept.clear()


def unit_parts(revision: Revision, unit: Unit[b.OpenBlock]) -> tuple[Part, ...]:
    """Return the parts of a unit's page, without its title; the same revision gives the same parts.

    They are made once a process, since a page must cost little.
    """
    name = (revision.id, unit.id)
    if name not in _kept:
        _forget_when_full(_kept)
        page = WebRenderer(revision)
        _kept[name] = tuple(part for section in unit.sections for part in page.section(section))
    return _kept[name]


def introduction_html(revision: Revision, module: Module[b.OpenBlock]) -> Markup:
    """Return the introduction of a module."""
    return WebRenderer(revision).blocks(module.introduction)


def answers_html(revision: Revision, body: tuple[n.Prose, ...]) -> Markup:
    """Return feedback, an explanation, a model or a debrief: only for a page after the answer."""
    return WebRenderer(revision).plain(body)


def item_place(revision: Revision, item: OpenActing) -> ItemPlace:
    """Return one item with its words made into HTML, as its page shows it before the answer."""
    return WebRenderer(revision).place(item)


def inline_html(revision: Revision, children: n.Inlines) -> Markup:
    """Return the words of one option or choice."""
    return WebRenderer(revision).inline(children)


def references_html(revision: Revision, references: tuple[n.Reference, ...]) -> Markup:
    """Return cited places as a list with their gists."""
    return WebRenderer(revision).cites(references)


def glossary_html(revision: Revision, entries: tuple[GlossaryEntry, ...]) -> Markup:
    """Return the glossary as a description list whose ids the links of the units name."""
    page = WebRenderer(revision)
    return Markup('<dl class="glossary">\n{}</dl>\n').format(joined(
        Markup('<dt id="{}">{}</dt><dd>{}</dd>\n').format(e.id, e.term, page.plain(e.definition))
        for e in entries
    ))


def sources_html(revision: Revision) -> Markup:
    """Return every instrument and paragraph that may be cited, under the ids that citations name."""
    page = WebRenderer(revision)
    return joined(_source(page, source) for source in revision.open.sources.sources)


def _source(page: WebRenderer, source: Source) -> Markup:
    paragraphs = page.citations.sources.find(source.paragraphs_of) if source.paragraphs_of else source
    rows = joined(
        Markup('<dt id="{}"><bdi>{}</bdi></dt><dd>{}</dd>\n').format(
            anchor(n.Reference(source.key, p.key)),
            page.citations.label(n.Reference(source.key, p.key)), p.gist)
        for p in (paragraphs.paragraphs if paragraphs else ())
    )
    return Markup(
        '<section class="source" id="{}"><h2>{}</h2><p>{}, <bdi>{}</bdi>. '
        '<a class="is-outside" rel="noopener" href="{}">{}</a></p>\n{}</section>\n'
    ).format(anchor(n.Reference(source.key)), source.title, source.body, source.year, source.url,
             page.words.gettext("Official document"),
             Markup("<dl>{}</dl>").format(rows) if rows else "")
