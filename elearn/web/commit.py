"""One commit a request: after a good answer, and only where a service opened a writing transaction."""

from __future__ import annotations

from flask import Flask, Response

from elearn.kernel.db import db, is_writing


def init_app(app: Flask) -> None:
    """Commit what the view wrote when its answer is good, and undo it when it is not."""
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    # A commit that fails raises here, before anything is sent: the reader is told that nothing
    # was saved, and Flask comes back with the error page, for which there is nothing to commit.
    if is_writing():
        if response.status_code < 400:
            db.session.commit()
        else:
            db.session.rollback()
    return response
