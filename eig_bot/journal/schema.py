"""Of which version the tables of a database are, and how they are brought up to date: with Alembic, by `migrations/`."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from eig_bot.errors import NewerError

LAST = "head"


def is_up_to_date(connection: Connection) -> bool:
    """Return whether the tables are those that the code uses.

    Args:
        connection: of the database.

    Raises:
        NewerError: they are of a version that this bot does not know.
    """
    found, (known, *older) = version_of(connection), versions()
    if found is not None and found not in (known, *older):
        raise NewerError(found, known)
    return found == known


def version_of(connection: Connection) -> str | None:
    """Return the version of a database's tables; None when it has none.

    Args:
        connection: of the database.
    """
    return MigrationContext.configure(connection).get_current_revision()


@cache
def versions() -> tuple[str, ...]:
    """Return the versions that this bot knows, the last one first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def migrate(connection: Connection, to: str = LAST) -> None:
    """Bring tables up to date, or make them.

    Args:
        connection: of the database, with its transaction.
        to: the version wanted; never an earlier one than it has.
    """
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    # In Alembic's settings "%" stands before the name of another setting.
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
