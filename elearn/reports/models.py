"""The tables of the figures: snapshots, the tables they print, and the counts behind them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.kernel.db import Base, JsonText, Stamp


class Snapshot(Base):
    """One counting of all tables of a course, as of a moment."""

    __tablename__ = "snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_key: Mapped[str] = mapped_column(String(60), index=True)
    taken_at: Mapped[datetime] = mapped_column(Stamp)


class SnapshotTable(Base):
    """One table as printed, under one set of filters; whoever reads a page reads one of these.

    `filters` is `country=XA&year=2026-04`, names in order. `printed` holds `columns`, `rows` (each its
    value and then its cells) and, where there are no filters, `choices`: filter → the values it takes.
    """

    __tablename__ = "snapshot_table"

    snapshot_id: Mapped[int] = mapped_column(
        ForeignKey("snapshot.id", ondelete="CASCADE"), primary_key=True)
    page: Mapped[str] = mapped_column(String(40), primary_key=True)
    filters: Mapped[str] = mapped_column(String(160), primary_key=True)
    printed: Mapped[dict[str, Any]] = mapped_column(JsonText)


class SnapshotBehind(Base):
    """The unrounded counts behind a printed table, by row; no page reads this.

    `filters` and `page` as there; `counted` is a list of (value, {measure: count}). The page `~before`
    holds what everybody can reckon of each count, for the guard of the next snapshot.
    """

    __tablename__ = "snapshot_behind"

    snapshot_id: Mapped[int] = mapped_column(
        ForeignKey("snapshot.id", ondelete="CASCADE"), primary_key=True)
    page: Mapped[str] = mapped_column(String(40), primary_key=True)
    filters: Mapped[str] = mapped_column(String(160), primary_key=True)
    counted: Mapped[Any] = mapped_column(JsonText)
