"""Links of the course's text on a page that stands at another address than a unit's own."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from flask import url_for

# What begins with a path, a place in this page, a query or a scheme leads the same way from anywhere.
_RELATIVE = re.compile(r'\b(href|src)="(?![/#?]|[a-z][a-z0-9+.-]*:)([^"]+)"')


def rooted(html: str) -> str:
    """Return a page whose relative links lead where they would from the page of a unit.

    Renderers write `m2-bias#m2-c1` and `../principles/bp-2.5`, which at the address that takes a form, or
    in somebody's record, would lead to nothing.
    """
    base = url_for("course.overview")
    return _RELATIVE.sub(lambda found: f'{found[1]}="{urljoin(base, found[2])}"', html)
