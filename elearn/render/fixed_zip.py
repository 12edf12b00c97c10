"""Zip archives whose bytes depend on their members alone: for epub, docx and pptx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container, Iterable

# The first moment a zip can name: a member tells no time of its making.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def fixed_zip(members: Iterable[tuple[str, bytes]], stored: Container[str] = ()) -> bytes:
    """Return an archive of (name, content) in the order given: the same members, the same bytes.

    What `stored` names is kept uncompressed, as an EPUB asks of its `mimetype`. Raise ValueError where a
    name comes twice, since a reader would then see only one of the two.
    """
    made, names = io.BytesIO(), set[str]()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members:
            if name in names:
                raise ValueError(f"the archive would hold {name!r} twice")
            names.add(name)
            archive.writestr(_entry(name, is_stored=name in stored), content)
    return made.getvalue()


def rezipped(archive: bytes, first: tuple[str, ...] = ("[Content_Types].xml",)) -> bytes:
    """Return an archive of the same members with `first` in front, the others by name, without dates.

    For what python-docx and python-pptx save; what they write *inside* (core properties) is theirs to fix.
    """
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        held = {name: opened.read(name) for name in opened.namelist()}
    order = [*(name for name in first if name in held), *sorted(set(held) - set(first))]
    return fixed_zip((name, held[name]) for name in order)


def _entry(name: str, *, is_stored: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
    # The system that makes an archive would otherwise be told in it.
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry
