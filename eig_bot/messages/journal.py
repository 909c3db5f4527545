"""The commands about what is kept, for the operator, and what stands in the place of what was taken out."""

from eig_bot.messages.french import plural

EMAIL, PHONE, SOCIAL_SECURITY = "[adresse]", "[téléphone]", "[numéro]"
ACCOUNT, CARD = "[compte bancaire]", "[carte bancaire]"
"""What stands in a kept text in the place of what identifies a person."""


def no_journal(folder: str) -> str:
    """Tell the operator that the database of the data `folder` cannot be opened."""
    return (
        f"Le journal du dossier « {folder} » ne peut pas être ouvert. Vérifiez que ce dossier (EIG_BOT_DATA, ou celui de "
        "EIG_BOT_DATABASE_URL) peut être écrit, et qu’il vient bien de ce robot."
    )


def newer_journal(found: str, known: str) -> str:
    """Tell the operator that the tables of the journal are of a later version.

    Args:
        found: their version, as "0009".
        known: the last version that this bot knows.
    """
    return (
        f"Le journal vient d’une version plus récente du robot : ses tables sont à la version {found}, ce robot connaît "
        f"jusqu’à la version {known}. Installez la version récente du robot, ou remettez une sauvegarde d’avant sa mise à jour."
    )


def damaged_journal(path: str) -> str:
    """Tell who typed a command that the file `path` is damaged, and that the bot, not the command, does something about it."""
    return (
        f"Le journal « {path} » est abîmé. Lancez le robot, ou redémarrez-le s’il tourne : il met ce fichier de côté, en "
        "reprend ce qui se lit, et en commence un autre. Relancez ensuite cette commande."
    )


JOURNAL_HELD = "Le journal ne peut pas être lu pour l’instant : un autre programme l’occupe, ou le disque est plein. Réessayez."
PURGE = "Efface les questions et les demandes plus anciennes que la durée de conservation."
EXPORT = "Écrit ce qui est gardé, de toutes les personnes ou d’une seule, en JSON, un objet par ligne."
BACKUP = "Copie le journal dans un fichier, même pendant que le robot tourne."
OPTION_RESTORE = "Au contraire, remet dans le journal ce que contient le fichier."
BAD_PERSON = (
    "Donnez l’identifiant Slack de la personne, comme U0123456789 : il est dans son profil, sous « Copier l’ID du membre »."
)
NOTHING_OF_PERSON = "Rien n’est gardé de cette personne."
OPTION_PERSON = "Identifiant Slack de la personne, comme U0123456789 ; sans cette option, tout est écrit."


def no_journal_yet(folder: str) -> str:
    """Say that a command needs the journal of a bot that has run, and that the data `folder` holds none."""
    return (
        f"Il n’y a pas encore de journal dans le dossier « {folder} ». Il se crée quand le robot tourne dans Slack ; "
        "s’il est ailleurs, indiquez-le avec la variable EIG_BOT_DATA."
    )


def purged(count: int, days: int) -> str:
    """Say what was deleted for its age.

    Args:
        count: questions and requests.
        days: how long they are kept.
    """
    if count == 0:
        return f"Rien à effacer : tout a moins de {days} jours."
    return f"{plural(count, 'élément')} de plus de {days} jours {'effacé' if count < 2 else 'effacés'}."


STILL_IN_FILES = (
    "Un autre programme lit le journal : ce qui est effacé s’y trouve encore, dans un fichier à côté. Le robot l’en retire de "
    "lui-même dès que ce programme a fini ; sans robot, relancez alors cette commande."
)


def backed_up(path: str) -> str:
    """Say that a copy is in the file `path`, and what it takes to keep it safe and to use it."""
    return (
        f"Le journal est copié dans « {path} ». Protégez cette copie : les questions s’y lisent en clair. "
        "Gardez à part le fichier secret.key : sans lui, ce qui est scellé est perdu."
    )


def backup_exists(path: str) -> str:
    """Say that nothing was copied because the file `path` is there already."""
    return f"Le fichier « {path} » existe déjà. Donnez un autre nom ; pour remettre une copie en service, ajoutez --restore."


def restored(path: str) -> str:
    """Say that the journal is that of the file `path` again."""
    return f"Le journal contient de nouveau ce que contenait « {path} »."


def no_backup(path: str) -> str:
    """Say that the file `path` is no copy of a journal, and that nothing was changed."""
    return f"Le fichier « {path} » n’est pas une copie du journal, ou ne peut pas être lu. Le journal n’a pas changé."


JOURNAL_AWAY = "La base de données ne répond pas. Réessayez dans un instant, ou vérifiez EIG_BOT_DATABASE_URL."
BACKUP_OF_A_SERVER = (
    "Le journal est dans une base PostgreSQL : sauvegardez-la avec les outils de cette base (pg_dump, par exemple)."
)
