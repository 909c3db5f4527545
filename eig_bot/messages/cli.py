"""What the command line says to whoever types."""

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
INDEXING = "Lecture du dossier de connaissances…"
INTERRUPTED = "Interrompu."
ASK_WHAT = "Écrivez une question, ou un fichier avec --batch."
BATCH_OR_QUESTION = "Donnez une question ou --batch, pas les deux."
BATCH_NEEDS_JSON = "--batch répond en JSON : ajoutez --json."


def bad_line(number: int) -> str:
    """A line of a batch is not what it should be."""
    return (
        f"ligne {number} : il faut un objet JSON avec « id » et « question » (un texte), "
        "et au besoin « history » (une liste de textes)."
    )


def cannot_read(path: str) -> str:
    """A file of the command line cannot be read."""
    return f"Le fichier « {path} » ne peut pas être lu. Vérifiez son nom et ses droits d’accès."


def cannot_write(path: str) -> str:
    """A file of the command line cannot be written."""
    return f"Le fichier « {path} » ne peut pas être écrit. Vérifiez le dossier et ses droits d’accès."


def no_such_command(name: str, near: str | None) -> str:
    """An unknown command."""
    hint = f" Vouliez-vous écrire « {near} » ?" if near else ""
    return f"« {name} » n’est pas une commande.{hint} Voyez eig-bot --help."


def no_such_option(name: str) -> str:
    """An unknown option."""
    return f"« {name} » n’est pas une option. Voyez --help."


def missing_value(name: str) -> str:
    """An option without its value."""
    return f"L’option « {name} » attend une valeur."


BAD_USAGE = "Cette commande ne se lit pas ainsi. Voyez --help."
