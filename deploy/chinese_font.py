"""Cut Noto Sans CJK to common Chinese characters and give it TrueType outlines, for the PDFs.

Once, by whoever wants other characters: `apt-get download fonts-noto-cjk`, `dpkg-deb -x` it here, then
`python deploy/chinese_font.py NotoSansCJK-Regular.ttc NotoSansSC-Regular.ttf Regular`; so for Bold.
"""

from __future__ import annotations

import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

# Rows 16 to 55 of GB 2312: the 3,755 characters of common use.
_COMMON = {
    bytes((row, cell)).decode("gb2312")
    for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) if (row, cell) < (0xD7, 0xFA)
}
_SIGNS = {
    chr(code) for span in (
        range(0x20, 0x7F), range(0xA0, 0x100), range(0x2010, 0x2028), range(0x2030, 0x203C),
        range(0x2190, 0x2194), range(0x2460, 0x2474), (0x25A1, 0x25CB), range(0x3000, 0x3020), range(0xFF01, 0xFF5F), (0xFFE5,))
    for code in span
}


def cut(collection: str, out: str, weight: str) -> None:
    """Write the simplified Chinese face of a collection, cut and converted, to `out`."""
    font = next(f for f in TTCollection(collection).fonts if f["name"].getDebugName(1).endswith("CJK SC"))
    options = subset.Options(layout_features=["kern", "locl", "mark", "mkmk"], hinting=False)
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "DSIG"]
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=[ord(sign) for sign in _COMMON | _SIGNS])
    chosen.subset(font)
    _give_truetype_outlines(font)
    names = {1: "Noto Sans SC", 4: f"Noto Sans SC {weight}", 6: f"NotoSansSC-{weight}", 16: "Noto Sans SC"}
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.string)
    font.recalcTimestamp = False
    font.save(out)


def _give_truetype_outlines(font: TTFont) -> None:
    order, drawn, outlines = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, outlines
    del font["CFF "]
    font["maxp"].tableVersion = 0x00010000
    for limit in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements",
                  "SizeOfInstructions", "ComponentElements", "Points", "Contours", "CompositePoints",
                  "CompositeContours", "ComponentDepth"):
        setattr(font["maxp"], f"max{limit}", 0)
    font["maxp"].maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


if __name__ == "__main__":
    cut(*sys.argv[1:4])
