"""A table that counts how much was kept in the last hour or day, per network and in all."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "quota",
        sa.Column("place", sa.LargeBinary, primary_key=True),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_quota_until", "quota", ["until"])


def downgrade() -> None:
    """Drop it; counting starts again from zero."""
    op.drop_table("quota")
