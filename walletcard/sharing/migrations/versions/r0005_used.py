"""The month in which a card was last used, if unused cards are to be removed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Give the rows of cards and of owners room for it; an earlier release leaves it empty."""
    op.add_column("card", sa.Column("used", sa.BigInteger))
    op.add_column("owner", sa.Column("used", sa.BigInteger))


def downgrade() -> None:
    """Drop it; then counting begins anew."""
    op.drop_column("owner", "used")
    op.drop_column("card", "used")
