"""Checks on figures: their files and the words that stand for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from elearn.document.blocks import Figure
from elearn.document.problems import Problem
from elearn.source.review import Review, problem_at

KINDS = (".svg", ".png", ".jpg", ".jpeg")


def check_media(review: Review) -> Iterator[Problem]:
    """Yield figures without a file or without words, and files without a figure."""
    folder = review.content_dir / "media"
    shown = set()
    for figure in review.found(Figure):
        shown.add(figure.src)
        yield from _figure_findings(review, figure, folder)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix.lower() in KINDS and name not in shown:
            yield problem_at("media-unused", f"media/{name}", 1, "no figure shows this file")


def _figure_findings(review: Review, figure: Figure, folder: Path) -> Iterator[Problem]:
    src = PurePosixPath(figure.src)
    if src.suffix.lower() not in KINDS or src.is_absolute() or ".." in src.parts:
        yield review.problem("media-kind", figure.id, f"{figure.src!r} is not the name of an svg, png or "
                             "jpg file in the media folder")
    elif not (folder / src).is_file():
        yield review.problem("media-missing", figure.id, f"there is no file media/{figure.src}")
    if not figure.alt.strip():
        yield review.problem("alt-empty", figure.id, "alt is empty; say in words what the figure shows")
