"""What is said of the repository that the pages come from."""

from datetime import datetime

from eig_bot.messages.french import day, hour

PAGES = "Les pages et leur dépôt"

FAULTS = {
    "ABSENT": "Git n’est pas installé sur cette machine. Installez-le, ou retirez EIG_BOT_KNOWLEDGE_GIT.",
    "SLOW": "La forge met trop de temps à répondre.",
    "BUSY": "Un autre processus travaille sur la même copie du dépôt.",
    "STOPPED": "Le robot s’arrête.",
    "DISK": "Le disque est plein, ou ne peut pas être écrit. Vérifiez EIG_BOT_DATA.",
    "HOST": "Le serveur n’est pas celui de EIG_BOT_KNOWLEDGE_KNOWN_HOSTS_FILE. Vérifiez ses empreintes.",
    "REFUSED": "La forge refuse l’accès. Vérifiez le jeton ou la clé, leurs droits et leur date de fin.",
    "MOVED": "Le dépôt a changé d’adresse. Corrigez EIG_BOT_KNOWLEDGE_GIT.",
    "ABSENT_REPOSITORY": "La forge ne trouve pas le dépôt. Vérifiez EIG_BOT_KNOWLEDGE_GIT et les droits du jeton.",
    "ABSENT_BRANCH": "Le dépôt n’a pas cette branche. Vérifiez EIG_BOT_KNOWLEDGE_BRANCH.",
    "ABSENT_FOLDER": "Le dépôt n’a pas ce dossier. Vérifiez EIG_BOT_KNOWLEDGE_FOLDER.",
    "UNSERVED": "La forge ne donne pas les fichiers un à un. Demandez-y le protocole 2 de Git.",
    "CERTIFICATE": "Le certificat de la forge n’est pas reconnu. Indiquez celui de votre autorité avec GIT_SSL_CAINFO.",
    "UNREACHABLE": "La forge est injoignable.",
    "CUT": "La forge a interrompu l’envoi.",
    "OTHER": "Git a échoué. Le journal du robot dit pourquoi.",
}
"""What to do about each reason for which git failed, by its name."""


def no_folder(folder: str) -> str:
    """Say that the commit has no `folder` where the pages should be."""
    return f"le dossier « {folder} » n’y est pas"


def nothing_kept(why: str) -> str:
    """Say that the bot cannot start: nothing is kept of the repository, and it cannot be read; `why` is a sentence."""
    return f"Aucune page n’est encore connue, et le dépôt ne peut pas être lu. {why}"


def nothing_usable(sha: str, why: str | None) -> str:
    """Say that the bot cannot start: the last commit has no page that can be served.

    Args:
        sha: the commit.
        why: the first thing that is wrong; None where there is no page.
    """
    detail = f" Premier problème : {why}" if why else ""
    return f"Aucune page de la version {sha[:10]} du dépôt ne peut être servie.{detail}"


def trouble(fault: str, since: datetime) -> str:
    """Tell the team that the repository cannot be read.

    Args:
        fault: a name of `FAULTS`.
        since: when that began.
    """
    return f"Le dépôt ne peut pas être lu depuis le {day(since)} à {hour(since)}. {FAULTS[fault]} Les pages restent en service."


def unusable(sha: str, why: str | None) -> str:
    """Tell the team that the last commit has no page that can be served.

    Args:
        sha: the commit.
        why: the first thing that is wrong; None where there is no page.
    """
    return f"{nothing_usable(sha, why)} La version d’avant reste en service."


def more_refused(count: int) -> str:
    """Say that `count` more pages are refused than those that are named."""
    return f"Pages refusées en plus de celles-ci : {count}."
