"""Cards, their owners, and the sessions of owners."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "card",
        sa.Column("id_hash", sa.LargeBinary, primary_key=True),
        sa.Column("sealed", sa.LargeBinary),
    )
    op.create_table(
        "owner",
        sa.Column("id_hash", sa.LargeBinary, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("id_hash", sa.LargeBinary, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_session_expires", "session", ["expires"])


def downgrade() -> None:
    """Drop them with their rows."""
    for table in ("session", "owner", "card"):
        op.drop_table(table)
