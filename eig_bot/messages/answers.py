"""What the bot answers, on every surface."""

from collections.abc import Sequence
from datetime import date, datetime
from textwrap import shorten

from eig_bot.messages.french import day, hour, plural, weekday

ONE_LINE = 140
"""Characters of a question that are repeated above its answer."""


def call_open(name: str, closes: datetime | None, days_left: int | None) -> str:
    """Say until when a call can be answered.

    Args:
        name: of the call, as `call_name` puts it at the head of a sentence.
        closes: its last minute, in France; None when unknown.
        days_left: whole days until it closes, 0 on the last one; None when unknown.
    """
    if closes is None or days_left is None:
        return f"{name} est ouvert. Sa date de fermeture n’est pas indiquée."
    if days_left == 0:
        return f"{name} est ouvert, mais il ferme aujourd’hui à {hour(closes)}."
    if days_left == 1:
        return f"{name} est ouvert. Il ferme demain, {weekday(closes)}, à {hour(closes)}."
    return f"{name} est ouvert. Il ferme le {weekday(closes)} à {hour(closes)} : il vous reste {plural(days_left, 'jour')}."


def call_announced(name: str, opens: datetime | None, closes: datetime | None) -> str:
    """Say when a call will open.

    Args:
        name: of the call, as `call_name` puts it.
        opens: its first moment, in France; midnight goes without saying; None when unknown: it may be open already.
        closes: its last minute; None when unknown.
    """
    if opens is None:
        end = f" : il ferme le {weekday(closes)} à {hour(closes)}" if closes else ""
        return f"{name} est annoncé{end}. Sa date d’ouverture n’est pas indiquée."
    until = f" et fermera le {weekday(closes)} à {hour(closes)}" if closes else ""
    at = f" à {hour(opens)}" if (opens.hour, opens.minute) != (0, 0) else ""
    return f"{name} n’est pas encore ouvert. Il ouvrira le {weekday(opens)}{at}{until}."


def call_closed(name: str, closes: datetime | None) -> str:
    """Say since when a call can no longer be answered.

    Args:
        name: of the call, as `call_name` puts it.
        closes: its last minute, in France; None when unknown.
    """
    return f"{name} est fermé depuis le {day(closes)}." if closes else f"{name} est fermé."


def call_unreadable(page: str) -> str:
    """Say that nobody can tell where a call stands; `page` is the title of the page that should, else its file."""
    return f"Je ne peux pas dire où en est l’appel : la page « {page} » ne peut pas être lue pour le moment."


def call_last_known(page: str, written: date, known: str) -> str:
    """Say what was last known of a call whose page cannot be read any more.

    Args:
        page: title of that page.
        written: the day of its last version that could be read.
        known: what that version makes of the call today, a sentence or two.
    """
    return (
        f"La page « {page} » ne peut pas être lue pour le moment : ce qui suit vient de sa version du {day(written)}, "
        f"et a pu changer. {known}"
    )


def call_results(url: str) -> str:
    """Lead to who was selected, below a call that is closed; `url` is the absolute address of that page."""
    return f"Les résultats : {url}"


NO_CALL = "Aucun appel à projets n’est connu à ce jour."
NO_NEXT_CALL = "Je ne connais pas la date d’un prochain appel."


def call_name(name: str | None, page_title: str | None, audience: str | None) -> str:
    """Name a call at the head of a sentence, with its article.

    Args:
        name: as the folder writes it; None where a page of the site declares a call without naming it.
        page_title: title of the page that declares it, for want of better; None when unknown.
        audience: whom it is for ("candidats"), which tells more than the page's title; None for everybody.
    """
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
ASK_BACK = "De quoi parlez-vous ? Dites-le en quelques mots, ou choisissez :"
OTHERS = "À voir aussi :"
ENGLISH = "Je réponds en français, la langue de nos pages. (I answer in French.)"


def ask_contact(name: str | None, contact: str | None) -> str:
    """Say who can answer what the bot cannot; empty when nobody is known.

    Args:
        name: of the programme; None when `site.yml` gives none.
        contact: e-mail address or page of its team; None when none is known.
    """
    if contact is None:
        return ""
    who = f"L’équipe « {name} »" if name else "L’équipe"
    return f"{who} peut vous répondre : {contact}"


def past_deadlines(moments: Sequence[date]) -> str:
    """Warn that an answer speaks of deadlines that have passed: `moments`, of which the last is told."""
    return f"Attention, information datée : l’échéance du {day(max(moments))} est passée."


def past_meetings(moments: Sequence[date]) -> str:
    """Warn that an answer invites to what has taken place: `moments`, of which the last is told."""
    return f"Attention, information datée : le {day(max(moments))} est passé."


def past_season(closed: date | None) -> str:
    """Warn that an answer gives the days of a call that is over; `closed` is its last day, None when unknown."""
    since = f" fermé depuis le {day(closed)}" if closed else " qui est fermé"
    return f"Attention, information datée : ces dates sont celles d’un appel{since}."


def expired(moment: date) -> str:
    """Warn that an answer's text is no longer valid since `moment`, the last day on which it was."""
    return f"Attention, cette information n’est plus valable depuis le {day(moment)}."


def published(moment: date) -> str:
    """Say that an answer comes from a post, and how old it is: `moment` is the day on which it was published."""
    return f"Article publié le {day(moment)}."


def for_others(audience: str) -> str:
    """Warn that an answer was written for an `audience` that is not the reader's: "candidats", in the plural."""
    return f"Cette réponse s’adresse aux {audience}."


def greeting(name: str | None) -> str:
    """Answer "bonjour", and say what to ask about: `name` of the programme, None where `site.yml` gives none."""
    return f"Bonjour ! Posez-moi votre question{_about(name)} : je cherche la réponse dans les pages officielles."


def identity(name: str | None) -> str:
    """Answer "qui es-tu ?", "un humain ?"; `name` of the programme, None where `site.yml` gives none."""
    return (
        "Je suis un robot : personne n’écrit mes réponses au moment où vous m’interrogez. "
        f"Je cherche la réponse à vos questions{_about(name)} dans les pages officielles, que je cite avec leur lien."
    )


def please_ask(name: str | None) -> str:
    """Answer "je peux vous poser une question ?"; `name` of the programme, None where `site.yml` gives none."""
    return f"Bien sûr ! Écrivez votre question{_about(name)} comme elle vous vient, même en quelques mots."


def nothing_to_explain(name: str | None) -> str:
    """Answer "je ne comprends pas" where nothing was said before; `name` as for `please_ask`."""
    return f"Dites-moi ce que vous cherchez{_about(name)}, même en quelques mots : je vous réponds le plus simplement possible."


def source_of(title: str, dated: str | None) -> str:
    """Answer a reader who doubts.

    Args:
        title: of the page that the answer comes from.
        dated: how fresh that page is, as `reviewed_on` or `published_on` says it; None when unknown.
    """
    return f"Ma réponse vient de la page « {title} »{f', {dated}' if dated else ''}. C’est elle qui fait foi."


def reviewed_on(moment: date) -> str:
    """Say within a sentence when a page was last read by a person: on the day `moment`."""
    return f"relue le {day(moment)}"


def published_on(moment: date) -> str:
    """Say within a sentence when a post was published: on the day `moment`."""
    return f"publiée le {day(moment)}"


def more_plainly(sentences: str) -> str:
    """Answer a reader who has not understood, with the plainest `sentences` of the page."""
    return f"En plus simple : « {sentences} »"


def in_short(state: str) -> str:
    """Answer a reader who has not understood what was said of a call, with its `state` in one sentence."""
    return f"En bref : {state}"


def asked(question: str) -> str:
    """Head the answer to one of several questions with the `question` as it was typed, a long one by its beginning."""
    return f"« {shorten(question, ONE_LINE, placeholder='…')} »"


def left_out(questions: Sequence[str]) -> str:
    """Say which of many `questions` were not answered, as they were typed; at least one."""
    listed = ", ".join(map(asked, questions))
    return f"Je réponds à trois questions à la fois. Reposez-moi ensuite : {listed}"


def numbered(choices: Sequence[str]) -> str:
    """List `choices`, one a line, with the number by which a reader can name each."""
    return "\n".join(f"{number}. {choice}" for number, choice in enumerate(choices, 1))


def help_text(name: str | None) -> str:
    """Answer "aide", wherever it is typed; `name` of the programme, None where `site.yml` gives none."""
    return (
        f"Écrivez votre question{_about(name)} comme elle vous vient, même en quelques mots. "
        "Je réponds avec un extrait des pages officielles et leur lien. Vous pouvez ensuite préciser : « et pour… ? »."
    )


THANKS = "Avec plaisir !"
RECEIVED = "Très bien !"
GOODBYE = "Au revoir, et bonne journée !"
REMARK = "Je reste là pour vos questions."
SLIP = "Pas de souci, je reste là si besoin."
DOUBT_OF_NOTHING = "De quelle réponse doutez-vous ? Je cite toujours la page officielle d’où elle vient, avec son lien."
ASK_OTHERWISE = "Excusez-moi, je vous ai mal compris. Dites-le-moi avec d’autres mots, ou en une phrase entière."
NOTHING_TO_REFUSE = "D’accord. Dites-moi ce que vous cherchez."
ANOTHER_QUESTION = "Très bien. Quelle est votre question ?"
NO_CHOICES = "Je ne vois pas de quel choix vous parlez. Écrivez-moi votre question, même en quelques mots."
WHAT_NEXT = "Très bien. Vous voulez peut-être aussi savoir :"
NEXT_CHOICES = "Excusez-moi. Cherchiez-vous plutôt l’un de ces sujets ? Sinon, dites-le-moi avec d’autres mots."
SORRY = "Je suis désolé de ne pas mieux vous aider. Dites-moi en quelques mots ce que vous cherchez : je reprends."
WHO_READS = (
    "Dans Slack, l’équipe peut relire les questions, sans le nom de qui les pose, pour améliorer mes réponses. "
    "Mon onglet « Accueil » dit ce que je garde, et permet de tout effacer."
)


def _about(name: str | None) -> str:
    return f" sur « {name} »" if name else ""
