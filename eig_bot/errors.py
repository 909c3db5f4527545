"""The errors that a person may be shown, and who must act on each.

::

    EigBotError              a sentence in French says what is wrong and what to do
    ├── SettingsError        the operator: an environment variable is missing or wrong
    ├── KnowledgeError       the programme team: the knowledge folder cannot be read at all
    ├── JournalError         the operator: the database cannot be opened, read or written
    │   ├── RefusedError     the database refuses one row, whenever it is written
    │   ├── DamagedError     its file is damaged
    │   └── NewerError       its tables are of a later version
    └── InputError           who typed the command: a file or a line cannot be read

What is wrong with one knowledge file is no error but a value (`eig_bot.knowledge.passage.Problem`): the other files
stay in service.
"""


class EigBotError(Exception):
    """Base of the errors whose text can be shown as it is; `exit_code` is what the command line ends with."""

    exit_code = 1


class SettingsError(EigBotError):
    """The operator must set an environment variable."""

    exit_code = 2


class KnowledgeError(EigBotError):
    """The knowledge folder is missing or nothing in it can be served."""

    exit_code = 2


class JournalError(EigBotError):
    """The database cannot be opened, read or written; its text is for the log."""


class RefusedError(JournalError):
    """The database refuses one row: trying again would change nothing."""


class DamagedError(JournalError):
    """The file of the database is damaged: trying again would change nothing."""


class NewerError(JournalError):
    """The tables were made by a later version of this bot."""

    def __init__(self, found: str, known: str) -> None:
        """Take the two versions of the tables.

        Args:
            found: that of the database, as "0009".
            known: the last one that this bot knows.
        """
        super().__init__(f"tables of version {found}, this bot knows {known}")
        self.found = found
        self.known = known


class InputError(EigBotError):
    """A file given on the command line cannot be read."""

    exit_code = 2
