"""Notes of when a card was read, which only its owner can open."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Give each card room for its owner's public key, and make the table of notes."""
    op.add_column("card", sa.Column("reading_key", sa.LargeBinary))
    op.create_table(
        "reading",
        sa.Column("slot", sa.LargeBinary, primary_key=True),
        sa.Column("card", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_reading_card", "reading", ["card"])
    op.create_index("ix_reading_expires", "reading", ["expires"])


def downgrade() -> None:
    """Drop the notes; nobody can read them without the owner link anyway."""
    op.drop_table("reading")
    op.drop_column("card", "reading_key")
