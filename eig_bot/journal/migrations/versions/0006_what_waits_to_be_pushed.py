"""What the team has accepted and the forge does not have yet."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "outbox",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("passage", sa.Text),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("tried_at", sa.DateTime),
        sa.Column("hindrance", sa.String(16)),
        sa.Column("branch", sa.Text),
        sa.Column("address", sa.Text),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("outbox")
