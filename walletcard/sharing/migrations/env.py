"""Alembic's entry point: it migrates on the connection and in the transaction it is given."""

from alembic import context

# SQLite can roll back CREATE TABLE, which Alembic does not expect of it.
context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
