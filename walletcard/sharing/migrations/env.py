"""Alembic's way in: it migrates on the connection, and in the transaction, that it is given."""

from alembic import context

# SQLite can take a table back, which Alembic does not expect of it.
context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
