"""The page on which someone reads what was done with their account."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from elearn.accounts import looks
from elearn.kernel import audit
from elearn.kernel.errors import NotFound
from elearn.learning.named import queries as named
from elearn.web import identity
from elearn.web.accounts import acts
from elearn.web.accounts.room import blueprint
from elearn.web.guards import signed_in

A_PAGE = 25


@blueprint.get("/account/log")
@signed_in
def log() -> ResponseReturnValue:
    person_id = identity.reader().person_id
    written = request.args.get("page", "1")
    page = int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0
    also = named.taken_in(person_id)
    count = audit.count_about(person_id, also)
    pages = max(1, -(-count // A_PAGE))
    if not 1 <= page <= pages:
        raise NotFound
    return render_template(
        "accounts/log.html", looks=looks.looks(person_id, A_PAGE, A_PAGE * (page - 1), also),
        of_act=acts.of_look, of_doer=acts.of_doer, page=page, pages=pages, count=count)
