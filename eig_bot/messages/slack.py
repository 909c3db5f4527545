"""What is read in Slack: buttons, modals, the App Home, notices."""

from datetime import date, datetime

from eig_bot.messages.answers import SOURCE, help_text
from eig_bot.messages.french import day, hour, plural

SEARCHING = "cherche dans les pages…"
STARTING = "Je viens de redémarrer : votre réponse arrive dans quelques secondes."
STOPPED = "Je m’arrête avant d’avoir pu vous répondre, et j’en suis désolé. Réessayez dans une minute."


def failed(incident: str) -> str:
    """Say that something went wrong in the bot; `incident` is the code under which the log tells of it."""
    return (
        "Je n’ai pas pu répondre, et j’en suis désolé. Réessayez dans un instant ; "
        f"si cela continue, signalez le code {incident}."
    )


OPEN_PAGE = "Voir la page officielle"
COPY = "Copier pour un courriel"
TALK_TO_TEAM = "Parler à l’équipe"
SHARE = "Partager dans le canal"
NONE_OF_THESE = "Aucune de ces réponses"
SEE_SUBJECTS = "Voir les sujets"
GOOD, BAD = "Utile", "Pas utile"
GOOD_LABEL, BAD_LABEL = "Cette réponse m’a été utile", "Cette réponse ne m’a pas été utile"
FOLLOW, UNFOLLOW = "Me prévenir", "Ne plus me prévenir"
FORGET = "Tout effacer"
REPLY = "Répondre à l’agent"
ASK_AGAIN = "Poser"
SEND, CLOSE, CANCEL, BACK, PUBLISH = "Envoyer", "Fermer", "Annuler", "Retour", "Publier dans le fil"
NEXT, PREVIOUS = "Suite", "Précédents"
FOLLOW_UP_BY_MENTION = "Pour préciser votre question, mentionnez-moi de nouveau dans ce fil."
VANISHED = "Ce passage n’est plus dans nos pages. Voici ce que je trouve aujourd’hui :"
GONE = "Ce passage n’est plus dans nos pages. Posez-moi votre question de nouveau."
TOO_OLD = "Ce message est trop ancien, reposez votre question."
COMMAND_GONE = "Cette commande n’existe plus. Écrivez-moi votre question ici, comme elle vous vient."
NOT_OPENED = "La fenêtre n’a pas pu s’ouvrir à temps. Recommencez, ou écrivez-moi votre question ici."
NONE_WAS_RIGHT = "Merci de me l’avoir dit. Essayez avec d’autres mots, ou parcourez les sujets."
DATED = "information datée"


def context_line(title: str, reviewed: date | None, *, is_dated: bool) -> str:
    """Say where an answer comes from, and how fresh it is.

    Args:
        title: of the page.
        reviewed: day on which a person last read it; None when unknown.
        is_dated: True when it speaks of a time that is over.
    """
    parts = [f"{SOURCE} : {title}", f"relue le {day(reviewed)}" if reviewed else "", DATED if is_dated else ""]
    return " · ".join(filter(None, parts))


def shared_question(question: str) -> str:
    """Head an answer that is shared in a channel with its `question`, which nobody else there has read."""
    return f"Question : « {question} »"


def for_an_email(text: str, title: str, url: str | None, reviewed: date | None) -> str:
    """Write a passage as plain text for an e-mail: its exact words, its link and its date.

    Args:
        text: of the passage.
        title: of its page.
        url: of its official page; None when it has none.
        reviewed: day on which a person last read it; None when unknown.
    """
    source = f"{SOURCE} : {title}" + (f", relue le {day(reviewed)}" if reviewed else "")
    return "\n".join(filter(None, [f"« {text} »\n", source, url]))


COPY_TITLE = "Pour un courriel"
COPY_HINT = "Sélectionnez ce texte, puis copiez-le."
ANSWER_TITLE = "Réponse"
LOADING = "Je cherche…"
REASONS = {
    "wrong": "Elle est fausse",
    "incomplete": "Elle est incomplète",
    "beside": "Elle est à côté de la question",
    "dead_link": "Le lien ne mène nulle part",
    "outdated": "Elle est périmée",
}
FEEDBACK_TITLE = "Votre avis"
FEEDBACK_WHY = "Qu’est-ce qui ne va pas dans cette réponse ?"
FEEDBACK_COMMENT = "Un commentaire (facultatif)"
FEEDBACK_COMMENT_HINT = "N’écrivez ni nom ni coordonnées."
FEEDBACK_THANKS = "Merci, votre avis aidera à corriger cette réponse."
FEEDBACK_LOST = "Je n’ai plus trace de cette question : votre avis n’a pas été gardé."
TEAM_TITLE = "Parler à l’équipe"
TEAM_LABEL = "Votre question"
TEAM_HINT = "L’équipe reçoit ce texte, sans votre nom. Sa réponse vous parviendra ici, dans Slack."
TEAM_SENT = "Votre question est partie. L’équipe vous répondra ici, dans Slack."
TEAM_NOT_KEPT = "Votre question n’a pas pu être envoyée. Réessayez dans un instant : votre texte est toujours là."
TEAM_HINT_IN_PUBLIC = (
    "L’équipe reçoit ce texte, sans votre nom. Sa réponse paraîtra dans ce fil, "
    "visible de tout le canal ; votre texte n’y sera pas."
)
REPLY_HINT_IN_PUBLIC = "Elle paraîtra telle quelle dans le fil de la personne, visible de tout son canal."
TEAM_REPLY = "L’équipe répond à la question posée dans ce fil"
EMPTY_REQUEST = "Écrivez votre question."
REPLY_NOT_KEPT = "Votre réponse n’a pas pu être envoyée. Réessayez dans un instant : votre texte est toujours là."
EMPTY_REPLY = "Écrivez votre réponse."
REQUEST_HEAD = "Une question pour l’équipe"
REPLY_TITLE = "Répondre à l’agent"
REPLY_LABEL = "Votre réponse"
REPLY_HINT = "Elle sera remise à la personne telle que vous l’écrivez."
ALREADY_HANDLED = "Cette demande a déjà reçu une réponse. Gardez votre texte si vous en avez besoin, puis fermez."
REQUEST_GONE = "Cette demande n’existe plus : la personne a effacé ses données, ou le délai de conservation est passé."
TEAM_ONLY_TITLE = "Réservé à l’équipe"
TEAM_ONLY = (
    "Cette action est réservée à l’équipe du programme : si vous en faites partie, "
    "demandez à la personne qui s’occupe du robot de vous inscrire sur sa liste."
)
NOT_DELIVERED = "La réponse n’a pas pu être remise : la personne n’est plus joignable dans Slack."


def request_asked(moment: datetime) -> str:
    """Say to the team when a request was made: `moment`, in France."""
    return f"Posée le {day(moment)} à {hour(moment)}"


def request_handled(moment: datetime) -> str:
    """Say when a request was answered, at `moment` in France; the name of who did it follows."""
    return f"Réponse écrite le {day(moment)} à {hour(moment)} par "


def team_reply(question: str) -> str:
    """Head the team's reply with the `question` that was asked of it, maybe days before."""
    return f"L’équipe répond à votre question « {question} »"


FORGET_TITLE = "Effacer vos données"
FORGET_SURE = "Vos questions, vos avis, vos demandes à l’équipe et votre abonnement seront effacés tout de suite."
FORGOTTEN = "C’est fait : je ne garde plus rien à votre sujet."
FORGOTTEN_BUT_ACTS = "C’est fait : je ne garde plus que la trace de ce que vous avez fait pour l’équipe, pendant un an."
KEPT_UNKNOWN = "Je ne peux pas lire pour le moment ce que je garde à votre sujet."
NOTHING_KEPT = "Je ne garde rien à votre sujet."


def kept(questions: int, judgements: int, requests: int, *, is_subscribed: bool, acts: int = 0) -> str:
    """Say what is kept about a person, to that person.

    Args:
        questions: that they asked.
        judgements: of answers that they gave.
        requests: that they made of the team.
        is_subscribed: True when they are told of calls.
        acts: that they did for the team.
    """
    counted = [
        plural(questions, "question") if questions else "",
        f"{judgements} avis" if judgements else "",
        (plural(requests, "demande") + " à l’équipe") if requests else "",
        "votre abonnement aux annonces" if is_subscribed else "",
        f"la trace de {plural(acts, 'action')} pour l’équipe (un an, même si vous effacez tout)" if acts else "",
    ]
    found = [part for part in counted if part]
    if not found:
        return NOTHING_KEPT
    listed = f"{', '.join(found[:-1])} et {found[-1]}" if len(found) > 1 else found[0]
    return f"Je garde {listed}, sans votre nom."


def followed(audience: str | None) -> str:
    """Say of which calls a person will be told, and when; `audience` is whom they are for, None for all calls."""
    whose = f" pour les {audience}" if audience else ""
    return f"C’est noté : je vous écrirai à l’ouverture d’un appel{whose}, puis 7 jours et 1 jour avant sa fermeture."


UNFOLLOWED = "C’est noté : je ne vous préviendrai plus."
NOTICE_WHY = "Vous m’avez demandé de vous prévenir."
DOCUMENTS = "Les documents"
HOME_ASK = "Posez votre question"
HOME_ASK_PLACEHOLDER = "Quelques mots suffisent"
HOME_SUBJECTS = "Les sujets"
HOME_LAST = "Vos dernières questions"
HOME_KEPT = "Ce que je garde"
HOME_WAITING = "Pour l’équipe : demandes en attente"
HOME_UNANSWERED = "Pour l’équipe : questions sans réponse"
NOTHING_WAITING = "Aucune demande n’attend."
ALL_ANSWERED = "Toutes les questions ont trouvé une réponse."
SUBJECTS_TITLE = "Les sujets"
SUBJECTS_INTRO = "Choisissez un sujet."
ASK_TITLE = "Poser une question"
ASK_LABEL = "Votre question"
PUBLISHED_IN_THREAD = "La réponse est publiée dans le fil."
NOT_PUBLISHED = (
    "La réponse n’a pas pu être publiée : plus de 30 minutes ont passé, ou le message n’existe plus. Relancez le raccourci."
)
WELCOME_PROMPTS = "Comment puis-je vous aider ?"
IS_CALL_OPEN = "L’appel à projets est-il ouvert ?"


def command_help(name: str | None, command: str, status: str) -> str:
    """Answer "/eig aide".

    Args:
        name: of the programme; None where `site.yml` gives none.
        command: the slash command for questions, with its slash.
        status: the slash command for the state of calls.
    """
    return "\n".join(
        [
            help_text(name),
            f"• {command} suivi de votre question : la réponse n’est visible que de vous.",
            f"• {command} sujets : la liste des sujets.",
            f"• {status} : l’appel à projets est-il ouvert, et jusqu’à quand ?",
            f"• {command} oublier : efface ce que je garde à votre sujet.",
        ]
    )


def page_of(number: int, total: int) -> str:
    """Say which part of a long list is shown: its `number`, from 1, of a `total`."""
    return f"Page {number} sur {total}"


def refused(problem: str, kept: datetime | None, *, is_page: bool = True) -> str:
    """Tell the team that an edit of a page, or of a file beside the pages, is not taken into service.

    Args:
        problem: its place, what is wrong and what to do.
        kept: when the version that stays in service was written; None when there is none.
        is_page: False for `site.yml`, the lexicon and the list of questions that are not ours.
    """
    if not is_page:
        return f"Une modification n’a pas pu être prise en compte : {problem} D’ici là, elle ne s’applique pas."
    stays = f"La version du {day(kept)} à {hour(kept)} reste en service." if kept else "Cette page n’est donc pas en service."
    return f"Une modification n’a pas pu être prise en compte : {problem} {stays}"


def mended(path: str) -> str:
    """Tell the team that a page that was refused is in service again; `path` is its file within the folder."""
    return f"« {path} » est corrigé : sa nouvelle version est en service."


def nothing_published(count: int) -> str:
    """Tell the team that none of its pages is published any more: `count` of them."""
    pages = (
        "La seule page du dossier n’est plus publiée" if count == 1 else f"Aucune des {count} pages du dossier n’est publiée"
    )
    return f"{pages} (brouillon, ou hors de ses dates) : le robot ne répond plus à rien. Relisez les dates des pages."
