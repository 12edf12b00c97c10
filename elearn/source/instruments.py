"""sources.toml: the cited instruments, read strictly, in the words of one language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from elearn.document.problems import Problem
from elearn.document.sources import Source, SourceCatalogue, SourceParagraph
from elearn.source.characters import clean
from elearn.source.findings import Findings, did_you_mean

FALLBACK = "en"
_KEY = re.compile(r"[a-z][a-z0-9-]*")
_PARAGRAPH = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_WORDS = {"title", "short", "body"}
_SOURCE_KEYS = {*_WORDS, "year", "url", "paragraphs", "paragraphs_of"}
_PARAGRAPH_KEYS = {"gist", "name", "part_of"}


def load_sources(path: Path, lang: str) -> tuple[SourceCatalogue, tuple[Problem, ...]]:
    """Read the instruments; where `lang` lacks a text, the English one stands. Never raises."""
    findings = Findings(path.name)
    try:
        text = path.read_bytes().decode("utf-8")
        clean(text, findings)
        table = tomllib.loads(text)
    except OSError as reason:
        findings.add(1, "missing-file", f"{path.name} cannot be read: {reason.strerror}")
        return SourceCatalogue(()), findings.in_order()
    except UnicodeDecodeError as reason:
        findings.add(reason.object[: reason.start].count(b"\n") + 1, "bad-utf8", "not UTF-8")
        return SourceCatalogue(()), findings.in_order()
    except (tomllib.TOMLDecodeError, RecursionError) as reason:
        found = re.search(r"line (\d+)", str(reason))
        findings.add(int(found[1]) if found else 1, "sources-toml", str(reason) or "nested too deep")
        return SourceCatalogue(()), findings.in_order()
    reader = _Reader(findings, lang, text.replace("\r\n", "\n").split("\n"))
    catalogue = SourceCatalogue(tuple(reader.source(key, held) for key, held in table.items()))
    reader.check_links(catalogue)
    return catalogue, findings.in_order()


class _Reader:
    def __init__(self, findings: Findings, lang: str, lines: list[str]) -> None:
        self.findings, self.lang, self.lines = findings, lang, lines

    def refuse(self, place: str, key: str, message: str) -> None:
        """Report a key below the table `[place]`."""
        heads = (f"[{place}]", f"[{place.split('.paragraphs.')[0]}]")
        start = next((n for head in heads for n, text in enumerate(self.lines) if text.strip() == head), 0)
        end = next(
            (n for n in range(start + 1, len(self.lines)) if self.lines[n].startswith("[")), len(self.lines)
        )
        line = next(
            (n for n in range(start, end) if key and re.match(rf"{re.escape(key)}\b", self.lines[n])), start
        )
        self.findings.add(line + 1, "sources-value", f"[{place}] {key}: {message}".replace(" : ", ": "))

    def source(self, key: str, held: Any) -> Source:
        if not _KEY.fullmatch(key):
            self.refuse(key, "", "the key of an instrument is written a-z, 0-9 and hyphens")
        if not isinstance(held, dict):
            self.refuse(key, "", "an instrument is a table, as in [bp]")
            held = {}
        self.known(key, held, _SOURCE_KEYS)
        paragraphs = held.get("paragraphs", {})
        if not isinstance(paragraphs, dict):
            self.refuse(key, "paragraphs", 'paragraphs are tables, as in [bp.paragraphs."2.5"]')
            paragraphs = {}
        title, short, body = (
            self.words(key, held, name, is_required=True) for name in ("title", "short", "body")
        )
        return Source(
            key,
            title,
            short,
            body,
            self.year(key, held),
            self.url(key, held),
            tuple(self.paragraph(key, name, each) for name, each in paragraphs.items()),
            self.plain(key, held, "paragraphs_of"),
        )

    def paragraph(self, source: str, key: str, held: Any) -> SourceParagraph:
        place = f'{source}.paragraphs."{key}"'
        if not _PARAGRAPH.fullmatch(key):
            self.refuse(place, "", "a paragraph is written 2.5, 11.1 or in small letters with hyphens")
        if not isinstance(held, dict):
            self.refuse(place, "", "a paragraph is a table with gist.en")
            held = {}
        self.known(place, held, _PARAGRAPH_KEYS)
        return SourceParagraph(
            key,
            self.words(place, held, "gist", is_required=True),
            self.words(place, held, "name"),
            self.plain(place, held, "part_of"),
        )

    def known(self, place: str, held: Mapping[str, Any], allowed: set[str]) -> None:
        for name in held:
            if name not in allowed:
                self.refuse(place, name, f"not a key here{did_you_mean(name, allowed)}")

    def words(self, place: str, held: Mapping[str, Any], name: str, is_required: bool = False) -> str:
        """Return the text of `name` in the language, else in English."""
        by_lang = held.get(name)
        if by_lang is None and not is_required:
            return ""
        if not isinstance(by_lang, dict) or not all(
            isinstance(v, str) and v.strip() for v in by_lang.values()
        ):
            self.refuse(place, name, f'text by language, as in {name}.en = "…"')
            return ""
        if FALLBACK not in by_lang:
            self.refuse(place, name, f"{name}.{FALLBACK} is missing")
        return str(by_lang.get(self.lang) or by_lang.get(FALLBACK, ""))

    def plain(self, place: str, held: Mapping[str, Any], name: str) -> str:
        value = held.get(name, "")
        if not isinstance(value, str):
            self.refuse(place, name, "a text in quotes")
            return ""
        return value

    def year(self, place: str, held: Mapping[str, Any]) -> int:
        year = held.get("year")
        if not isinstance(year, int) or isinstance(year, bool) or not 1900 <= year <= 2100:
            self.refuse(place, "year", "a year between 1900 and 2100, without quotes")
            return 0
        return year

    def url(self, place: str, held: Mapping[str, Any]) -> str:
        url = self.plain(place, held, "url")
        if not re.fullmatch(r"https://[!-~]+", url):
            self.refuse(place, "url", "the official address, https://…")
        return url

    def check_links(self, catalogue: SourceCatalogue) -> None:
        for source in catalogue.sources:
            if source.paragraphs_of and (source.paragraphs or catalogue.find(source.paragraphs_of) is None):
                self.refuse(
                    source.key,
                    "paragraphs_of",
                    "the key of another instrument, and no paragraphs of its own",
                )
            keys = {paragraph.key for paragraph in source.paragraphs}
            for paragraph in source.paragraphs:
                if paragraph.part_of and paragraph.part_of not in keys - {paragraph.key}:
                    place = f'{source.key}.paragraphs."{paragraph.key}"'
                    self.refuse(
                        place,
                        "part_of",
                        f"no paragraph {paragraph.part_of}{did_you_mean(paragraph.part_of, keys)}",
                    )
