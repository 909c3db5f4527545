"""What the command line says to whoever types."""

from datetime import datetime

from eig_bot.messages.french import day, hour, plural

CONNECT_SLACK = (
    "Aucun jeton Slack n’est défini : la conversation se passe ici. "
    "Pour connecter Slack, suivez « Connect a Slack workspace » dans README.md."
)
CLI = "Répond aux questions des agents à partir d’un dossier de pages Markdown."
ASK = "Répond à une question, ou à toutes celles d’un fichier."
CHAT = "Ouvre une conversation dans le terminal."
STATUS = "Donne l’état des appels à projets : dates, jours restants, liens."
RUN = "Lance le robot dans Slack."
OPTION_KNOWLEDGE = "Dossier de connaissances (sinon EIG_BOT_KNOWLEDGE, puis ./knowledge)."
OPTION_JSON = "Écrit le résultat en JSON, un objet par ligne."
OPTION_BATCH = "Fichier de questions, une par ligne en JSON ; « - » pour l’entrée standard."
OPTION_JSON_OBJECT = "Écrit le résultat en JSON."
OPTION_TERMINAL = "Sans jeton Slack, converse dans le terminal."
OPTION_HELP = "Affiche cette aide."
USAGE = "Usage : "
COMMANDS = "Commandes"
COMMAND_METAVAR = "COMMANDE [OPTIONS]..."
PROMPT = "Vous > "
CHAT_WELCOME = "Posez vos questions, une par ligne. Pour finir : Ctrl+D."
FIT = "Apprend des pages avant le premier lancement, qui est alors immédiat."


def learnt(passages: int, folder: str) -> str:
    """Say that the next start has nothing to learn: how many `passages` there are, and in which `folder` it is kept."""
    return f"C’est prêt : ce qui s’apprend de {plural(passages, 'passage')} est dans « {folder} »."


INDEXING = "Lecture du dossier de connaissances…"
INTERRUPTED = "Interrompu."
ASK_WHAT = "Écrivez une question, ou un fichier avec --batch."
BATCH_OR_QUESTION = "Donnez une question ou --batch, pas les deux."
BATCH_NEEDS_JSON = "--batch répond en JSON : ajoutez --json."


def refused(problem: str, kept: datetime | None, *, is_page: bool = True) -> str:
    """Say that a page, or a file beside the pages, cannot be read as it is, beside an answer.

    Args:
        problem: its place, what is wrong and what to do.
        kept: when the version that is served in its place was written; None when there is none.
        is_page: False for `site.yml`, the lexicon and the list of questions that are not ours.
    """
    if not is_page:
        return f"Fichier refusé : {problem} D’ici là, ce qu’il change ne s’applique pas."
    instead = f"Sa version du {day(kept)} à {hour(kept)} reste en service." if kept else "Elle n’est pas en service."
    return f"Page refusée : {problem} {instead}"


def bad_line(number: int) -> str:
    """Say what line `number` of a batch (from 1) should have been; it takes the place of its answer."""
    return (
        f"ligne {number} : il faut un objet JSON avec « id » et « question » (un texte), "
        "et au besoin « history » (une liste de textes)."
    )


def cannot_read(path: str) -> str:
    """Say that the file or folder `path`, as it was typed, cannot be read."""
    return f"Le fichier « {path} » ne peut pas être lu. Vérifiez son nom et ses droits d’accès."


def cannot_write(path: str) -> str:
    """Say that the file or folder `path`, as it was typed, cannot be written."""
    return f"Le fichier « {path} » ne peut pas être écrit. Vérifiez le dossier et ses droits d’accès."


def no_such_command(name: str, near: str | None) -> str:
    """Say that a command is unknown.

    Args:
        name: as it was typed.
        near: the command that was probably meant; None when none is like it.
    """
    hint = f" Vouliez-vous écrire « {near} » ?" if near else ""
    return f"« {name} » n’est pas une commande.{hint} Voyez eig-bot --help."


def no_such_option(name: str) -> str:
    """Say that the option `name`, as it was typed ("--jsn"), is unknown to its command."""
    return f"« {name} » n’est pas une option. Voyez --help."


def missing_value(name: str) -> str:
    """Say that the option `name` ("--days") stands last on the line, without its value."""
    return f"L’option « {name} » attend une valeur."


BAD_USAGE = "Cette commande ne se lit pas ainsi. Voyez --help."
