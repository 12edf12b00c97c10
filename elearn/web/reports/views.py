"""The officer's figures as pages, and the same cells as files."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from elearn.accounts.models import AccessRole
from elearn.kernel import audit, clock, config
from elearn.kernel.db import begin_write
from elearn.reports import csv, queries, xlsx
from elearn.reports.queries import PrintedTable
from elearn.reports.tables import PAGES
from elearn.web import identity
from elearn.web.guards import for_roles
from elearn.web.reports import wording

blueprint = Blueprint("reports", __name__)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/<lang:lang>/reports/")
@for_roles(AccessRole.OFFICER, AccessRole.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    return render_template(
        "reports/index.html", summary=_table(PAGES[0], {}), pages=PAGES, wording=wording)


@blueprint.get("/<lang:lang>/reports/<page>")
@for_roles(AccessRole.OFFICER, AccessRole.ADMINISTRATOR)
def table(page: str) -> ResponseReturnValue:
    printed = _table(page, _filters())
    return render_template(
        "reports/table.html", table=printed, worded=wording.worded(printed), wording=wording,
        choices=queries.filter_values(config.current().course, page), chosen=dict(printed.filters),
        query=request.query_string.decode("ascii", "replace"))


@blueprint.get("/<lang:lang>/reports/<page>.csv")
@for_roles(AccessRole.OFFICER, AccessRole.ADMINISTRATOR)
def table_csv(page: str) -> ResponseReturnValue:
    worded = wording.worded(_table(page, _filters()))
    return _file(page, "csv", "text/csv; charset=utf-8", csv.written(worded.headings, worded.rows))


@blueprint.get("/<lang:lang>/reports/<page>.xlsx")
@for_roles(AccessRole.OFFICER, AccessRole.ADMINISTRATOR)
def table_xlsx(page: str) -> ResponseReturnValue:
    printed = _table(page, _filters())
    worded = wording.worded(printed)
    dated = printed.taken_at or clock.now()
    return _file(page, "xlsx", _XLSX, xlsx.written(worded.title, worded.headings, worded.rows, dated))


def _filters() -> dict[str, str]:
    return {name: value for name, value in request.args.items() if value}


def _table(page: str, filters: dict[str, str]) -> PrintedTable:
    return queries.printed(config.current().course, page, filters)


def _file(page: str, suffix: str, media_type: str, content: bytes) -> Response:
    reader = identity.principal()
    begin_write()
    audit.record(reader.person_id if reader else "", "report-export", table=page, format=suffix,
                 filters=_filters())
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{page}.{suffix}"'
    return response
