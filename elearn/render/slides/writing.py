"""Slides into the placeholders of their layouts, with language, direction and letters that fit."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any

from elearn.render.pictures import raster
from elearn.render.slides.slide import Slide
from elearn.render.slides.template import BODY_SIZE, copied_foot

_UNITS_A_POINT = 12700
_SMALLEST = 50
_SIGN = 560000


class Writer:
    """Writes slides into a deck. `lang` is the region tag of the course, `content` its folder of media."""

    def __init__(self, deck: Any, layouts: dict[str, Any], *, lang: str, is_rtl: bool, content: str,
                 foot: str) -> None:
        self.deck = deck
        self.layouts = layouts
        self.lang = lang
        self.is_rtl = is_rtl
        self.content = content
        self.foot = foot

    def write(self, slide: Slide) -> None:
        """Add one slide."""
        layout = self.layouts[self._layout(slide)]
        made = self.deck.slides.add_slide(layout)
        made.shapes.title.text_frame.text = slide.title
        texts = self._texts(slide)
        for shape in list(made.placeholders):
            index = shape.placeholder_format.idx
            if texts.get(index):
                self._fill(shape, texts[index], has_bullets=not slide.is_prose)
            elif index == 1 and slide.picture:
                self._draw(shape, slide)
            elif index:
                shape.element.getparent().remove(shape.element)
        self._foot(made, layout)
        if slide.notes:
            made.notes_slide.notes_text_frame.text = "\n".join(slide.notes)
            self._speak(made.notes_slide)
        self._speak(made)

    def _layout(self, slide: Slide) -> str:
        if slide.kind == "question" and slide.lines:
            return "question-text"
        return slide.kind

    def _texts(self, slide: Slide) -> dict[int, Sequence[str]]:
        """Return the lines by the number of the placeholder they belong into."""
        if slide.kind == "question":
            return {1: slide.options, 2: slide.lines}
        return {1: slide.lines, 2: slide.options} if not slide.picture else {}

    def _fill(self, shape: Any, lines: Sequence[str], *, has_bullets: bool) -> None:
        frame = shape.text_frame
        frame.text = lines[0]
        for line in lines[1:]:
            frame.add_paragraph().text = line
        if not has_bullets:
            for paragraph in frame.paragraphs:
                self._plain(paragraph)
        _fit(frame, shape, lines)

    def _plain(self, paragraph: Any) -> None:
        """Take the bullet from a sentence."""
        from pptx.oxml.ns import qn

        properties = paragraph._p.get_or_add_pPr()
        hangs = str(_SIGN) if "\t" in paragraph.text else "0"
        properties.set("marL", hangs)
        properties.set("indent", f"-{hangs}" if hangs != "0" else "0")
        properties.append(properties.makeelement(qn("a:buNone"), {}))

    def _draw(self, shape: Any, slide: Slide) -> None:
        """Put a picture into its placeholder, whole and in the middle, with what it shows in words."""
        left, top, width, height = shape.left, shape.top, shape.width, shape.height
        picture = shape.insert_picture(io.BytesIO(raster(self.content, slide.picture)))
        across, down = picture.image.size
        scale = min(width / across, height / down)
        picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
        picture.width, picture.height = round(across * scale), round(down * scale)
        picture.left = left + (width - picture.width) // 2
        picture.top = top + (height - picture.height) // 2
        picture._element.nvPicPr.cNvPr.set("descr", slide.alt)

    def _foot(self, made: Any, layout: Any) -> None:
        for element in copied_foot(made, layout):
            if element.ph.get("type") == "ftr":
                [paragraph] = element.iterfind(".//{*}txBody/{*}p")
                for old in list(paragraph):
                    paragraph.remove(old)
                run = paragraph.add_r()
                run.text = self.foot

    def _speak(self, made: Any) -> None:
        """Say of every run in which language it is, and of every paragraph which way it runs."""
        for paragraph in made._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
            if self.is_rtl:
                properties = paragraph.get_or_add_pPr()
                properties.set("algn", "r")
                properties.set("rtl", "1")
            for run in paragraph.iterfind("{*}r"):
                run.get_or_add_rPr().set("lang", self.lang)
            for field in paragraph.iterfind("{*}fld/{*}rPr"):
                field.set("lang", self.lang)


def _fit(frame: Any, shape: Any, lines: Sequence[str]) -> None:
    """Make the letters of a long text smaller, as PowerPoint does when someone types it."""
    from pptx.enum.text import MSO_AUTO_SIZE

    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    scale = scale_for(lines, shape.width / _UNITS_A_POINT, shape.height / _UNITS_A_POINT)
    if scale < 100:
        frame._txBody.bodyPr.find("{*}normAutofit").set("fontScale", str(scale * 1000))


def scale_for(lines: Sequence[str], width: float, height: float) -> int:
    """Return by how many per cent letters must shrink for lines to fit a box measured in points."""
    for scale in range(100, _SMALLEST, -5):
        size = BODY_SIZE / 100 * scale / 100
        rows = sum(math.ceil(len(line) * size * 0.53 / (width - 15)) for line in lines)
        if rows * size * 1.2 + len(lines) * size * 0.25 <= height:
            return scale
    return _SMALLEST
