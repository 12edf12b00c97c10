"""The addresses of the application, compiled once for all the applications that tests make."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.routing import Rule

_Builder = Callable[..., tuple[str, str]]


def keep_compiled() -> None:
    """Let each rule of an address be compiled once in this process.

    Werkzeug writes and compiles two functions for each rule of each application, which was most of
    what making one costs. What comes of it depends on the rule alone, and takes its converters from
    the rule it is called on.
    """
    compiled: dict[tuple[object, ...], _Builder] = {}
    compile_builder = Rule._compile_builder

    def kept(rule: Rule, append_unknown: bool = True) -> _Builder:
        key = (rule.rule, repr(rule._trace), repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = kept  # type: ignore[method-assign]
