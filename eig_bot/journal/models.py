"""What was fitted for a content, shared by the processes of one server: bytes, which `search/cache.py` trusts or not."""

from sqlalchemy import delete, select

from eig_bot.journal.repository import Repository, upsert
from eig_bot.journal.tables import models

KEPT = 2
"""Contents: the one in service, and the one that comes next or was before, while replicas change one after the other."""


class KeptModels(Repository):
    """The newest of what was fitted, by name."""

    def find(self, name: str) -> bytes | None:
        """Return what is kept under a name; None where there is nothing.

        Args:
            name: of a content, as `Cache.name_of` gives it.
        """
        with self._database.read(is_long=True) as connection:
            found: bytes | None = connection.scalar(select(models.c.content).where(models.c.name == name))
        return found

    def keep(self, name: str, content: bytes) -> None:
        """Keep what was fitted, in the place of the oldest.

        Args:
            name: likewise.
            content: some megabytes.
        """
        newest = select(models.c.name).order_by(models.c.at.desc()).limit(KEPT)
        with self._database.begin(is_long=True) as connection:
            upsert(connection, models, {"name": name, "at": self._now(), "content": content})
            kept = connection.scalars(newest).all()
            connection.execute(delete(models).where(models.c.name.not_in(kept)))
