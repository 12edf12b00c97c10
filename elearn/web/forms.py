"""The base of every form. The token against forgery is checked for every post before a view runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from flask import request

if TYPE_CHECKING:
    class PlainForm:
        """What the house uses of a WTForms form, which brings no types of its own."""

        def __init__(
            self, formdata: object = None, *, data: Mapping[str, object] | None = None,
        ) -> None: ...

        def __iter__(self) -> Iterator[Any]: ...

        def validate(self) -> bool: ...
else:
    from wtforms import Form as PlainForm


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend: what the summary says, and the id of the field it leads to."""

    field: str
    message: str


class Form(PlainForm):
    """A form filled from what was sent; `components/csrf.html` brings its token."""

    @classmethod
    def sent(cls, **defaults: object) -> Self:
        """Return the form as posted, or empty (with `defaults`) where the page is only opened."""
        return cls(request.form if request.method == "POST" else None, data=defaults)

    def is_good(self) -> bool:
        """Say whether it was posted and every field is as it should be."""
        return request.method == "POST" and self.validate()

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong, field by field, for `components/error_summary.html`."""
        return tuple(
            Problem(str(field.id), str(message)) for field in self for message in field.errors)
