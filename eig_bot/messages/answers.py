"""What the bot answers, on every surface."""

from collections.abc import Sequence
from datetime import date, datetime

from eig_bot.messages.french import day, hour, plural, weekday


def call_open(name: str, closes: datetime | None, days_left: int | None) -> str:
    """The call is open."""
    if closes is None or days_left is None:
        return f"{name} est ouvert. Sa date de fermeture n’est pas indiquée."
    if days_left == 0:
        return f"{name} est ouvert, mais il ferme aujourd’hui à {hour(closes)}."
    if days_left == 1:
        return f"{name} est ouvert. Il ferme demain, {weekday(closes)}, à {hour(closes)}."
    return f"{name} est ouvert. Il ferme le {weekday(closes)} à {hour(closes)} : il vous reste {plural(days_left, 'jour')}."


def call_announced(name: str, opens: datetime, closes: datetime | None) -> str:
    """The call will open."""
    until = f" et fermera le {weekday(closes)} à {hour(closes)}" if closes else ""
    at = f" à {hour(opens)}" if (opens.hour, opens.minute) != (0, 0) else ""
    return f"{name} n’est pas encore ouvert. Il ouvrira le {weekday(opens)}{at}{until}."


def call_closed(name: str, closes: datetime | None) -> str:
    """The call is closed."""
    return f"{name} est fermé depuis le {day(closes)}." if closes else f"{name} est fermé."


def call_results(url: str) -> str:
    """Where the results of a closed call are."""
    return f"Les résultats : {url}"


NO_CALL = "Aucun appel à projets n’est connu à ce jour."
NO_NEXT_CALL = "Je ne connais pas la date d’un prochain appel."


def call_name(name: str | None, page_title: str | None, audience: str | None) -> str:
    """Name a call at the head of a sentence."""
    if name and name.lower().startswith("appel"):
        return f"L’{name[0].lower()}{name[1:]}"
    if name:
        return f"L’appel « {name} »"
    if audience:
        return f"L’appel pour les {audience}"
    return f"L’appel de la page « {page_title} »" if page_title else "L’appel"


SOURCE = "Source"
NO_ANSWER = "Je ne sais pas répondre à cette question."
EMPTY_QUESTION = "Posez-moi votre question en une phrase : je cherche la réponse."
SUGGESTIONS = "Je ne suis pas sûr de bien vous comprendre. Vouliez-vous parler de :"
OTHERS = "À voir aussi :"
ENGLISH = "Je réponds en français, la langue de nos pages. (I answer in French.)"


def ask_contact(name: str | None, contact: str | None) -> str:
    """Say who can answer; empty when nobody is known."""
    if contact is None:
        return ""
    who = f"L’équipe « {name} »" if name else "L’équipe"
    return f"{who} peut vous répondre : {contact}"


def past_deadlines(moments: Sequence[date]) -> str:
    """The answer speaks of a date that has passed."""
    return f"Attention, information datée : l’échéance du {day(max(moments))} est passée."


def past_season(closed: date | None) -> str:
    """The answer gives days of a call that is over."""
    since = f" fermé depuis le {day(closed)}" if closed else " qui est fermé"
    return f"Attention, information datée : ces dates sont celles d’un appel{since}."


def expired(moment: date) -> str:
    """The answer's text is no longer valid."""
    return f"Attention, cette information n’est plus valable depuis le {day(moment)}."


def published(moment: date) -> str:
    """The answer comes from a post."""
    return f"Article publié le {day(moment)}."


def for_others(audience: str) -> str:
    """The answer is for other readers."""
    return f"Cette réponse s’adresse aux {audience}."


def greeting(name: str | None) -> str:
    """Answer a greeting."""
    return f"Bonjour ! Posez-moi votre question{_about(name)} : je cherche la réponse dans les pages officielles."


def identity(name: str | None) -> str:
    """Answer "who are you"."""
    return (
        f"Je suis un robot qui répond aux questions{_about(name)}. Je cite les pages officielles, avec leur lien. "
        "Quand je ne sais pas, je vous le dis."
    )


def help_text(name: str | None) -> str:
    """Answer "help"."""
    return (
        f"Écrivez votre question{_about(name)} comme elle vous vient, même en quelques mots. "
        "Je réponds avec un extrait des pages officielles et leur lien. Vous pouvez ensuite préciser : « et pour… ? »."
    )


THANKS = "Avec plaisir !"
GOODBYE = "Au revoir, et bonne journée !"


def _about(name: str | None) -> str:
    return f" sur « {name} »" if name else ""
