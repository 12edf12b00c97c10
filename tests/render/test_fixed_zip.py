"""An archive tells its members and nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest

from elearn.render.fixed_zip import fixed_zip, rezipped


def _saved(names: tuple[str, ...], moment: tuple[int, int, int, int, int, int]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, moment), name * 50)
    return made.getvalue()


def test_members_stand_in_the_order_given_and_what_is_stored_is_readable_as_it_is() -> None:
    made = fixed_zip([("mimetype", b"application/epub+zip"), ("b", b"x" * 99), ("a", b"y")], {"mimetype"})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == ["mimetype", "b", "a"]
        assert archive.read("b") == b"x" * 99
    # A reader of EPUB finds its kind at a fixed place, uncompressed and without an extra field.
    assert made[30:58] == b"mimetypeapplication/epub+zip"


def test_the_same_members_give_the_same_bytes_whenever_and_in_whatever_order_they_were_saved() -> None:
    early = _saved(("[Content_Types].xml", "b", "a"), (2001, 1, 1, 0, 0, 0))
    late = _saved(("a", "[Content_Types].xml", "b"), (2026, 5, 5, 5, 5, 4))
    assert early != late
    assert rezipped(early) == rezipped(late)
    with zipfile.ZipFile(io.BytesIO(rezipped(late))) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "a", "b"]


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        fixed_zip([("a", b"1"), ("a", b"2")])
