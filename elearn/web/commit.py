"""One commit a request: after a good answer, and only where a service opened a writing transaction."""

from __future__ import annotations

from flask import Flask, Response, current_app
from sqlalchemy.exc import SQLAlchemyError

from elearn.kernel.db import db, is_writing
from elearn.web import saving


def init_app(app: Flask) -> None:
    """Commit what the view wrote when its answer is good, and undo it when it is not."""
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    if not is_writing():
        return response
    if response.status_code >= 400:
        _undo()
        return response
    try:
        db.session.commit()
    except SQLAlchemyError as error:
        # Nothing is sent yet: the reader is told that it was not saved, and the form comes back.
        _undo()
        return current_app.make_response(current_app.handle_user_exception(error))
    saving.current().worked()
    return response


def _undo() -> None:
    """Take back what was not committed; a database that has gone away has done so itself."""
    try:
        db.session.rollback()
    except SQLAlchemyError:
        db.session().invalidate()
