"""Files to save: how a browser is sent one, and the trace of whoever takes figures along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import Response

from elearn.kernel import audit
from elearn.kernel.db import begin_write
from elearn.web import identity

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def to_save(content: bytes | Iterable[bytes] | Iterable[str], media_type: str, file_name: str) -> Response:
    """Return a file that a browser saves as `file_name`, which needs no quoting."""
    return Response(content, content_type=media_type, headers={
        "Content-Disposition": f'attachment; filename="{file_name}"'})


def trace(table: str, file_format: str, filters: Mapping[str, str]) -> None:
    """Write down that the reader takes figures along; call it before the first byte."""
    begin_write()
    audit.record(identity.reader().person_id, "report-export", table=table, format=file_format,
                 filters=dict(filters))
