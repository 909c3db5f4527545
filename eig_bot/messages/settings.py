"""The operator's settings, and what is wrong with them."""

HTTPS_ADDRESS = "une adresse qui commence par « https:// »"
DATABASE_ADDRESS = "une adresse qui commence par « postgresql:// », ou « sqlite:/// » suivi du chemin d’un fichier"
A_DATE = "une date comme 2026-11-24"
A_PORT = "un nombre de 1 à 65535"
A_NUMBER_OF_DAYS = "un nombre de jours, de 1 à 3650"
A_CHANNEL = "l’identifiant d’un canal, comme C0123456789"
GIT_ADDRESS = "l’adresse d’un dépôt : « https://… », « ssh://… » ou « git@serveur:chemin »"
A_BRANCH = "le nom d’une branche, comme main"
A_FOLDER = "le chemin d’un dossier du dépôt, comme contenu/pages"
A_GIT_USER = "un nom sans espace ni deux-points"
A_GIT_MODE = "« direct » ou « branch »"
PEOPLE = "des identifiants de personnes séparés par des virgules, comme U0123456789"


def bad_variable(name: str, value: str, expected: str) -> str:
    """Say that an environment variable cannot be used.

    Args:
        name: of the variable.
        value: as it is set; "…" in the place of one that may hold a secret.
        expected: what it must be, a text of this module that follows "il faut".
    """
    return f"La variable {name} vaut « {value} » : il faut {expected}."


def bad_token(name: str, prefix: str) -> str:
    """Say that the Slack token in the variable `name` does not begin with `prefix`, as one that was put in another's place."""
    return f"La variable {name} doit commencer par « {prefix} ». N’avez-vous pas interverti deux jetons ?"


def no_secret(path: str) -> str:
    """Say that the file `path`, in which the secret of this bot is kept, cannot be used."""
    return (
        f"Le fichier « {path} » ne peut pas servir de clé. Vérifiez les droits du dossier, "
        "ou donnez une clé d’au moins 16 caractères avec EIG_BOT_SECRET_KEY."
    )


BAD_DATABASE_URL = (
    "La variable EIG_BOT_DATABASE_URL ne se lit pas. Elle s’écrit postgresql://nom:mot-de-passe@serveur:port/base, "
    "ou sqlite:///chemin/du/fichier."
)
NO_KEY_FOR_A_SERVER = (
    "Il manque la variable EIG_BOT_SECRET_KEY : les robots qui partagent une base de données ont besoin de la même clé."
)


def short_secret(name: str, least: int) -> str:
    """Say that the secret in the variable `name` can be guessed: it has fewer characters than `least`."""
    return f"La variable {name} est trop courte : il faut au moins {least} caractères tirés au hasard."


def both_set(one: str, other: str) -> str:
    """Say that of two variables, `one` and the `other`, only one may be set."""
    return f"Les variables {one} et {other} sont toutes les deux définies. Gardez-en une seule."


GIT_ADDRESS_TELLS = (
    "La variable EIG_BOT_KNOWLEDGE_GIT contient un nom ou un mot de passe, qui finirait dans des journaux. Ôtez-le de "
    "l’adresse, et donnez le jeton avec EIG_BOT_KNOWLEDGE_TOKEN_FILE ou EIG_BOT_KNOWLEDGE_TOKEN."
)
SSH_NEEDS_FILES = (
    "Une adresse SSH a besoin de deux fichiers : la clé du robot (EIG_BOT_KNOWLEDGE_SSH_KEY_FILE) et les empreintes "
    "du serveur (EIG_BOT_KNOWLEDGE_KNOWN_HOSTS_FILE)."
)
NO_SLACK_TOKENS = (
    "Il manque les jetons Slack. Définissez SLACK_BOT_TOKEN, avec SLACK_APP_TOKEN (Socket Mode) "
    "ou SLACK_SIGNING_SECRET et PORT (HTTP). Le fichier README.md explique comment les obtenir."
)

ENV_FILE_NOT_UTF8 = "Le fichier .env n’est pas en UTF-8. Enregistrez-le avec l’encodage « UTF-8 »."
NO_PORT = "Il manque la variable PORT : le mode HTTP doit savoir sur quel port écouter."


def token_refused(name: str, page: str) -> str:
    """Say that Slack does not take the token in the variable `name`, and on which `page` of the app's settings it stands."""
    return f"Slack refuse le jeton {name}. Recopiez-le depuis la page « {page} » de votre application."


MISSING_SCOPE = (
    "Le jeton SLACK_APP_TOKEN n’a pas le droit « connections:write ». Créez-en un autre, avec ce droit, "
    "sur la page « Basic Information » de votre application, et redémarrez le robot."
)


def port_taken(port: int) -> str:
    """Say that another process listens on the `port`."""
    return f"Le port {port} est déjà pris. Choisissez-en un autre avec la variable PORT."
