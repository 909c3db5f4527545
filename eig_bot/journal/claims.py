"""What several processes, or two clicks at once, may want to do and one alone does: the first who claims its name."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, delete, or_, select

from eig_bot.journal.repository import Repository, add
from eig_bot.journal.tables import claims

CLAIMS_LAST = timedelta(days=14)
"""The longest that a claim is asked for: a digest a week."""
UNTIL_RELEASED = "lasting "
"""What the names of claims begin with that never expire: they hold until they are released."""

EXPIRES = ~claims.c.name.startswith(UNTIL_RELEASED, autoescape=True)
"""True of the claims that are worth nothing after a while."""


class Claims(Repository):
    """Names that are taken, each by one; see `UNTIL_RELEASED` for those that do not expire."""

    def take(self, name: str, lasts: timedelta = CLAIMS_LAST) -> bool:
        """Return True to the first who claims a name, False to others until it has expired or was released.

        Args:
            name: of what is to be done, as "post" and the id of a request; any length.
            lasts: how long nobody else may do it, `CLAIMS_LAST` at most.
        """
        now = self._now()
        # A claim from the future was made before the clock was set back.
        has_expired = and_(or_(claims.c.at < now - lasts, claims.c.at > now + lasts), EXPIRES)
        with self._database.begin() as connection:
            connection.execute(delete(claims).where(claims.c.name == name, has_expired))
            return add(connection, claims, {"name": name, "at": now})

    def taken(self, prefix: str) -> Sequence[str]:
        """Return the names in alphabetical order that are claimed and begin with a prefix, taken letter by letter.

        Args:
            prefix: the beginning of a name, or all of it; one that has expired and was not purged yet is found too.
        """
        name = claims.c.name
        with self._database.read() as connection:
            return list(connection.scalars(select(name).where(name.startswith(prefix, autoescape=True)).order_by(name)))

    def release(self, name: str) -> bool:
        """Give up a claim, so that it can be made again.

        Args:
            name: as it was claimed.

        Returns:
            True to the one who did, of several at once; False when there was no such claim.
        """
        with self._database.begin() as connection:
            return connection.execute(delete(claims).where(claims.c.name == name)).rowcount == 1
