"""A table of cards that were withdrawn and owners who were deleted, so that none comes back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table; earlier withdrawals are added by the server at its next purge."""
    op.create_table(
        "withdrawal",
        sa.Column("id_hash", sa.LargeBinary, primary_key=True),
        sa.Column("is_final", sa.BigInteger, nullable=False),
        sa.Column("day", sa.BigInteger),
    )


def downgrade() -> None:
    """Drop it; the list beside the database still has what was withdrawn."""
    op.drop_table("withdrawal")
