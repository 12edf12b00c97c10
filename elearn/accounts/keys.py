"""A key for each person, kept apart from the database and destroyed with them, and those of the house.

`$ELEARN_DATA/keys.db` holds, by person id, 32 random bytes sealed under the master key. What is
sealed with them is bound to person and item, so that a row moved to another place does not open.
A destroyed key leaves its empty row behind: nobody can ever make it anew by accident. Each text of a
person has a key of its own under theirs, so that one text can be destroyed alone (`accounts.texts`).
Beside them stand, by name, the keys that belong to nobody, such as the one that signs certificates.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary, String, create_engine, delete, event, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

from elearn.kernel import config
from elearn.kernel.errors import NotFound

_NONCE = 12


class _Base(DeclarativeBase):
    """The tables of keys.db, which no migration of the main database knows."""


class _PersonKey(_Base):
    __tablename__ = "person_key"

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class _TextKey(_Base):
    """The key of all that a person writes in one place; `name` tells it from those before and after."""

    __tablename__ = "text_key"

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str] = mapped_column(String(16))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class _HouseKey(_Base):
    __tablename__ = "house_key"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class KeyRing:
    """The keys of persons in one data folder, under one master key."""

    def __init__(self, path: Path, master: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        self._master = AESGCM(hashlib.sha256(b"elearn master\0" + master.encode()).digest())
        self._engine = create_engine(
            f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": 15})
        event.listen(self._engine, "connect", _settle)
        with self._engine.begin() as connection:
            # Two processes that start together both find no table; the second must not fail on it.
            for table in _Base.metadata.sorted_tables:
                connection.execute(CreateTable(table, if_not_exists=True))

    def key(self, person_id: str) -> bytes:
        """Return the key of a person, made on first use; raise NotFound where it was destroyed."""
        table = _PersonKey.__table__
        wanted = select(_PersonKey.sealed).where(_PersonKey.person_id == person_id)
        with self._engine.connect() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            fresh = self._wrap(person_id, secrets.token_bytes(32))
            with self._engine.begin() as connection:
                connection.execute(
                    insert(table)  # type: ignore[arg-type]
                    .values(person_id=person_id, sealed=fresh).on_conflict_do_nothing())
                row = connection.execute(wanted).one()
        if row.sealed is None:
            raise NotFound("the key of this person was destroyed")
        return self._master.decrypt(row.sealed[:_NONCE], row.sealed[_NONCE:], person_id.encode())

    def house_key(self, name: str) -> bytes:
        """Return the 32 bytes of a key of the house, made on first use, the same ever after."""
        bound = f"house {name}"
        wanted = select(_HouseKey.sealed).where(_HouseKey.name == name)
        with self._engine.begin() as connection:
            sealed = connection.execute(wanted).scalar()
            if sealed is None:
                connection.execute(
                    insert(_HouseKey.__table__)  # type: ignore[arg-type]
                    .values(name=name, sealed=self._wrap(bound, secrets.token_bytes(32)))
                    .on_conflict_do_nothing())
                sealed = connection.execute(wanted).scalar_one()
        return self._master.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound.encode())

    def text_key(self, person_id: str, place: str, *, makes: bool) -> bytes | None:
        """Return the key of a person's text in a place; where there is none, `makes` it or return None.

        Raise NotFound where the key of the person was destroyed, and this one with it.
        """
        above = AESGCM(hmac.new(self.key(person_id), b"texts", hashlib.sha256).digest())
        bound = f"{person_id}\0{place}".encode()
        wanted = _text_key(select(_TextKey.sealed), person_id, place)
        with self._engine.connect() as connection:
            sealed = connection.execute(wanted).scalar()
        if sealed is None and makes:
            nonce = secrets.token_bytes(_NONCE)
            fresh = nonce + above.encrypt(nonce, secrets.token_bytes(32), bound)
            with self._engine.begin() as connection:
                connection.execute(
                    insert(_TextKey.__table__)  # type: ignore[arg-type]
                    .values(person_id=person_id, place=place, name=secrets.token_hex(8), sealed=fresh)
                    .on_conflict_do_nothing())
                sealed = connection.execute(wanted).scalar_one()
        return above.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound) if sealed else None

    def name_of_text_key(self, person_id: str, place: str) -> str:
        """Return what the present key of a text is called, or nothing where there is none."""
        with self._engine.connect() as connection:
            return connection.execute(
                _text_key(select(_TextKey.name), person_id, place)).scalar() or ""

    def destroy_text_key(self, person_id: str, place: str, name: str) -> None:
        """Destroy one key of a text for ever; one made since, under another name, stays."""
        with self._engine.begin() as connection:
            connection.execute(_text_key(delete(_TextKey), person_id, place).where(_TextKey.name == name))

    def destroy(self, person_id: str) -> None:
        """Destroy the key of a person for ever, and those of their texts."""
        with self._engine.begin() as connection:
            connection.execute(delete(_TextKey).where(_TextKey.person_id == person_id))
            connection.execute(
                insert(_PersonKey.__table__)  # type: ignore[arg-type]
                .values(person_id=person_id, sealed=None)
                .on_conflict_do_update(index_elements=["person_id"], set_={"sealed": None}))

    def destroyed(self) -> frozenset[str]:
        """Return whose keys were destroyed."""
        with self._engine.connect() as connection:
            return frozenset(connection.execute(
                select(_PersonKey.person_id).where(_PersonKey.sealed.is_(None))).scalars())

    def _wrap(self, bound: str, key: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._master.encrypt(nonce, key, bound.encode())


def _text_key(statement: Any, person_id: str, place: str) -> Any:
    return statement.where(_TextKey.person_id == person_id, _TextKey.place == place)


def _settle(connection: Any, record: Any) -> None:
    # A destroyed key must leave no copy in a freed page or a log file.
    for pragma in ("secure_delete=ON", "journal_mode=TRUNCATE", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


@lru_cache(maxsize=8)
def _ring(path: Path, master: str) -> KeyRing:
    return KeyRing(path, master)


def ring() -> KeyRing:
    """Return the key ring of the application at work."""
    settings = config.current()
    return _ring(settings.data.resolve() / "keys.db", settings.key("master_key"))


def seal(person_id: str, item_id: str, text: str) -> str:
    """Return `text` sealed under the person's key, bound to person and item, as ASCII."""
    return base64.urlsafe_b64encode(seal_bytes(person_id, item_id, text.encode())).decode("ascii")


def open_sealed(person_id: str, item_id: str, sealed: str) -> str:
    """Return the text that `seal` sealed; raise NotFound where it was moved, changed or its key is gone."""
    return open_bytes(person_id, item_id, base64.urlsafe_b64decode(sealed)).decode()


def seal_bytes(person_id: str, item_id: str, content: bytes) -> bytes:
    """Return `content` sealed under the person's key, bound to person and item: for files."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _cipher(person_id).encrypt(nonce, content, _bound(person_id, item_id))


def open_bytes(person_id: str, item_id: str, sealed: bytes) -> bytes:
    """Return what `seal_bytes` sealed; raise NotFound where it was moved, changed or its key is gone."""
    try:
        return _cipher(person_id).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(person_id, item_id))
    except InvalidTag:
        raise NotFound("this sealed text cannot be opened here") from None


def digest(person_id: str, text: str) -> str:
    """Return a digest of `text` that only the person's key can make, in hexadecimal."""
    return hmac.new(_derived(person_id, b"digest"), text.encode(), hashlib.sha256).hexdigest()


def erase_key(person_id: str) -> None:
    """Destroy the person's key: all that was sealed under it is gone, in every backup too."""
    ring().destroy(person_id)


def _cipher(person_id: str) -> AESGCM:
    return AESGCM(_derived(person_id, b"seal"))


def _derived(person_id: str, use: bytes) -> bytes:
    return hmac.new(ring().key(person_id), use, hashlib.sha256).digest()


def _bound(person_id: str, item_id: str) -> bytes:
    return f"{person_id}\0{item_id}".encode()
