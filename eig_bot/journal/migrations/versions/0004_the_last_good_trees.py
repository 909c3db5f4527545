"""The last good commits of the knowledge, for a start without the forge and for several processes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "knowledge_trees",
        sa.Column("source", sa.String(16), primary_key=True),
        sa.Column("sha", sa.String(64), primary_key=True),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("knowledge_trees")
