"""The tables of the figures: snapshots, the cells they print, and the counts behind them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.kernel.db import Base, Stamp


class Snapshot(Base):
    """One counting of all tables of a course, as of a moment."""

    __tablename__ = "snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_key: Mapped[str] = mapped_column(String(60), index=True)
    taken_at: Mapped[datetime] = mapped_column(Stamp)


class SnapshotCell(Base):
    """A printed figure. `row` and `filter` are values of dimensions; an empty row is the total."""

    __tablename__ = "snapshot_cell"

    snapshot_id: Mapped[int] = mapped_column(
        ForeignKey("snapshot.id", ondelete="CASCADE"), primary_key=True)
    table_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    filter: Mapped[str] = mapped_column(String(40), primary_key=True)
    row: Mapped[str] = mapped_column(String(40), primary_key=True)
    measure: Mapped[str] = mapped_column(String(20), primary_key=True)
    printed: Mapped[str] = mapped_column(String(20))


class SnapshotCount(Base):
    """The unrounded count behind a printed figure; no page reads this."""

    __tablename__ = "snapshot_count"

    snapshot_id: Mapped[int] = mapped_column(
        ForeignKey("snapshot.id", ondelete="CASCADE"), primary_key=True)
    table_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    filter: Mapped[str] = mapped_column(String(40), primary_key=True)
    row: Mapped[str] = mapped_column(String(40), primary_key=True)
    measure: Mapped[str] = mapped_column(String(20), primary_key=True)
    counted: Mapped[int] = mapped_column(Integer)
