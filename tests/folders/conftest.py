"""Small folders, asked as a process would: by the command line."""

from tests.cli.conftest import _alone, run

__all__ = ["_alone", "run"]
