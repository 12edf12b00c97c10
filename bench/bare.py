"""The yardstick: a bare Flask page, and a bare one that writes a row as durably as we do."""

from __future__ import annotations

import os
import sqlite3
import threading

from flask import Flask, request

app = Flask("bare")
_local = threading.local()
_PAGE = "<!doctype html><html lang=en><title>Bare</title><p>" + "word " * 2000 + "</p></html>"


def _connection() -> sqlite3.Connection:
    held: sqlite3.Connection | None = getattr(_local, "connection", None)
    if held is None:
        held = sqlite3.connect(os.environ["BARE_DATABASE"], timeout=15, isolation_level=None)
        held.execute("PRAGMA journal_mode=WAL")
        held.execute("PRAGMA synchronous=FULL")
        held.execute("CREATE TABLE IF NOT EXISTS act (id INTEGER PRIMARY KEY, said TEXT)")
        _local.connection = held
    return held


@app.get("/page")
def page() -> str:
    return _PAGE


@app.post("/write")
def write() -> str:
    connection = _connection()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO act (said) VALUES (?)", (request.form["choice"],))
    connection.execute("COMMIT")
    return _PAGE
