"""Checks on figures and their files."""

from __future__ import annotations

from collections.abc import Iterator

from elearn.document.blocks import Figure
from elearn.document.problems import Problem
from elearn.source.review import Review, problem_at

KINDS = (".svg", ".png", ".jpg", ".jpeg")


def check_media(review: Review) -> Iterator[Problem]:
    """Yield figures without a file, and files without a figure."""
    folder = review.content_dir / "media"
    shown = set()
    for figure in review.found(Figure):
        shown.add(figure.src)
        if not (folder / figure.src).is_file():
            yield review.problem("media-missing", figure.id, f"there is no file media/{figure.src}")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix.lower() in KINDS and name not in shown:
            yield problem_at("media-unused", f"media/{name}", 1, "no figure shows this file")
