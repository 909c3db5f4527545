"""What Alembic runs: the migrations, in the transaction that `database.py` has opened."""

from alembic import context

from eig_bot.journal.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
