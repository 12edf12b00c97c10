"""Pictures for documents that know no SVG: the media of a course as PNG or JPEG."""

from __future__ import annotations

from functools import lru_cache

from elearn.kernel import paths
from elearn.render.publication import LacksLibrary

_WIDTH = 1800


@lru_cache(maxsize=64)
def raster(content: str, src: str) -> bytes:
    """Return a file under `media/` of a body of content as PNG or JPEG, wide enough for print.

    Raise LacksLibrary where an SVG is to be drawn and nothing here can.
    """
    made = (paths.shipped("content") / content / "media" / src).read_bytes()
    return drawn(made.decode("utf-8")) if src.lower().endswith(".svg") else made


def drawn(svg: str) -> bytes:
    """Return an SVG as PNG. It holds shapes alone: no font of this machine is looked for."""
    try:
        import resvg_py
    except ModuleNotFoundError as error:
        raise LacksLibrary("resvg_py") from error
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=_WIDTH, skip_system_fonts=True))
