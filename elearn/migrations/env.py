"""How Alembic reaches the database of the application at work."""

from alembic import context
from flask import current_app

from elearn.learning.search_tables import is_of_index

database = current_app.extensions["migrate"].db
engine = database.engine

with engine.connect() as connection:
    # SQLite copies a table with foreign keys off; the pragma works outside a transaction alone.
    if engine.dialect.name == "sqlite":
        connection.connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        compare_type=True,
        # The index of words is kept by its own table, and no model describes it.
        include_name=lambda name, kind, parents: not is_of_index(name),
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if engine.dialect.name == "sqlite":
        connection.connection.execute("PRAGMA foreign_keys=ON")
