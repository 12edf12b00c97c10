"""A combination that is not counted, refused on a page that says why and what is possible."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.kernel.errors import BadInput, TooOften
from elearn.reports import tables
from elearn.reports.wording import names
from elearn.web import errors
from elearn.web.reports import defining, wording
from elearn.web.reports.room import blueprint

_MOST_FILTERS = 2
# What the address of a comparison names besides filters.
_PERIODS = ("kind", "first", "second", "figure")


@blueprint.errorhandler(BadInput)
def not_counted(error: BadInput) -> ResponseReturnValue:
    """Say why a table is not counted; nothing of what was asked for is repeated."""
    page = (request.view_args or {}).get("page", "")
    definition = tables.definition(page)
    if definition is None:
        return errors.page(error.status, error.message)
    t = wording.tongue()
    return render_template(
        "reports/refused.html", title=names.title(t, page), reason=_reason(definition),
        possible=defining.possible(t, page),
        address=url_for("reports.table", page=page)), error.status


@blueprint.errorhandler(TooOften)
def drawn_elsewhere(error: TooOften) -> ResponseReturnValue:
    """Say that somebody else's PDF is being drawn at this moment."""
    answer = errors.page(error.status, error.message or gettext(
        "Another PDF is being drawn. They are drawn one at a time; open this one again in a few seconds."))
    answer.headers["Retry-After"] = str(error.wait)
    return answer


def _reason(definition: tables.TableDefinition) -> str:
    chosen = {name for name, value in request.args.items() if value and name not in _PERIODS}
    if chosen - set(tables.DIMENSIONS):
        return gettext("The address names a filter that there is not.")
    if definition.rows in chosen:
        return gettext("The rows of this table are what it was to be filtered by.")
    if not chosen or tuple(sorted(chosen)) in definition.filters:
        return gettext("The figures do not know the value that was asked for.")
    if len(chosen) > _MOST_FILTERS:
        return gettext("At most two filters go together. Crossing more would let single people be "
                       "recovered from the figures.")
    if len(tables.SENSITIVE & {definition.rows, *chosen}) > _MOST_FILTERS:
        return gettext("At most two of role, gender and court level go together. Crossing more would let "
                       "single people be recovered from the figures.")
    return gettext("Only a closed list of combinations is counted. Crossing more would let single people "
                   "be recovered from the figures.")
