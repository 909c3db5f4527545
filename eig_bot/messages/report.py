"""What a report and the weekly digest say."""

from collections.abc import Sequence
from datetime import date

from eig_bot.messages.french import day, number, percent, plural, span

COMMAND = "Dresse le bilan : questions posées, sans réponse, réponses mal jugées, pages à relire."
OPTION_DAYS = "Nombre de jours du bilan, aujourd’hui compris (7 par défaut)."
OPTION_HTML = "Écrit le bilan dans un fichier : une page web, qui s’ouvre et s’envoie telle quelle."


def written(path: str) -> str:
    """Say in which file, `path`, the web page is."""
    return f"Le bilan est écrit dans « {path} ». Ouvrez ce fichier dans un navigateur."


def title(first: date, last: date, name: str | None) -> str:
    """Head a report.

    Args:
        first: first day of its period.
        last: last day of it, which counts.
        name: of the programme; None where `site.yml` gives none.
    """
    return f"Bilan {span(first, last)}" + (f" : {name}" if name else "")


def lead(asked: int, people: int, before: int) -> str:
    """Say in a sentence or two how much was asked.

    Args:
        asked: questions of the period.
        people: how many asked them, told apart by their keyed hash.
        before: questions of the period before, as long; 0 is not told.
    """
    if not asked:
        return "Aucune question n’a été posée." + (f" Il y en avait eu {number(before)} la période d’avant." if before else "")
    who = "d’une personne" if people == 1 else f"de {number(people)} personnes"
    then = f", contre {number(before)} la période d’avant" if before else ""
    return f"{number(asked)} question{'s' if asked > 1 else ''} {who}{then}."


def begins(oldest: date) -> str:
    """Warn that the period before is not whole, for the journal begins on the day `oldest`."""
    return f"Le journal ne remonte qu’au {day(oldest)} : la comparaison avec la période d’avant est incomplète."


ACTIVITY = "Ce qui a été demandé"
COLUMNS = ("", "Cette période", "Avant")
ASKED, ANSWERED, HELD_BACK = "Questions posées", "Répondues", "Retenues"
SUGGESTED, SILENT = "dont un choix de passages", "dont « je ne sais pas »"
ACTIVITY_NOTE = (
    "Une question est retenue quand le robot n’est pas sûr : il propose alors des passages, ou dit qu’il ne sait pas. "
    "Les formules de politesse ne sont pas comptées."
)
OPINIONS = "Ce qui a été jugé"
OPINION_COLUMNS = ("", "Avis")
GOOD, BAD, NO_REASON = "Réponses utiles", "Réponses pas utiles", "Sans raison donnée"
NO_OPINION = "Personne n’a donné son avis."
REMARKS = "Commentaires sur les réponses"
REMARK_COLUMNS = ("Commentaire", "Raison", "Question", "Passage")
UNANSWERED = "Questions sans réponse"
UNANSWERED_COLUMNS = ("Fois", "Formulations, la plus fréquente d’abord")
ALL_ANSWERED = "Toutes les questions ont trouvé une réponse."
RISING = "Sujets en hausse"
RISING_COLUMNS = ("Passage", "Page", "Cette période", "Avant")
RISING_NOTE = "Ces passages ont répondu nettement plus souvent que la période d’avant."
NO_RISE = "Aucun sujet n’est en nette hausse."
NO_COMPARISON = "Le journal est encore trop récent pour comparer avec la période d’avant."
OFTEN_BAD = "Passages souvent jugés pas utiles"
OFTEN_BAD_COLUMNS = ("Passage", "Page", "Pas utile", "Utile", "Raisons")
NONE_BAD = "Aucun passage n’est souvent jugé pas utile."
UNPHRASED = "Les plus demandés sans questions écrites"
UNPHRASED_NOTE = (
    "Commencez par ceux-là : quelques façons de demander (« questions: ») les font trouver plus souvent. "
    "« eig-bot learn » propose celles que l’on a posées."
)
UNPHRASED_COLUMNS = ("Passage", "Page", "Demandé")
NEVER = "Passages jamais demandés"
PLACE_COLUMNS = ("Passage", "Page")
ALL_ASKED = "Tous les passages ont déjà servi."
OVERDUE = "Pages à relire"
OVERDUE_COLUMNS = ("Titre", "Page", "À relire avant le", "Responsable")
NONE_OVERDUE = "Aucune relecture n’est en retard."
EXPIRED = "Informations périmées"
EXPIRED_COLUMNS = ("Passage", "Page", "Valable jusqu’au", "Responsable")
NONE_EXPIRED = "Aucune information n’est périmée."
CONTENTS = "Dans ce bilan"
BY_DATE = "Questions répondues et retenues, au fil du temps"
BY_DATE_FIGURES = "Les chiffres de ce diagramme"
DATES = "Dates"
REASONS = "Raisons des avis « pas utile »"
MORE_THAN_BEFORE = "Réponses données par ces passages, cette période et avant"
NOW, THEN = "Cette période", "Avant"
ACTS = {
    "request_opened": "Demandes ouvertes",
    "request_answered": "Réponses écrites",
    "proposals_opened": "Propositions ouvertes",
    "passage_chosen": "Autres passages essayés",
    "accepted": "Questions apprises",
    "off_topic": "Questions écartées comme hors sujet",
    "skipped": "Questions passées",
}
ACTS_TITLE = "Ce que l’équipe a fait dans Slack"
ACTS_COLUMNS = ("", "Fois")
PRIVACY = "Ce bilan ne dit pas qui a écrit, et les textes y sont sans adresse électronique ni numéro de téléphone."


def requests(asked: int, waiting: int) -> str:
    """Say what was asked of the team; empty when nothing was and nothing waits.

    Args:
        asked: requests of the period.
        waiting: those without a reply yet, of any period.
    """
    if not asked and not waiting:
        return ""
    posed = f"L’équipe a reçu {number(asked)} demande{'s' if asked > 1 else ''}" if asked else "L’équipe n’a rien reçu"
    return f"{posed} ; " + (f"{number(waiting)} en attente d’une réponse." if waiting else "aucune n’attend de réponse.")


def unanswered(count: int, groups: int, left_out: int) -> str:
    """Say how the questions without an answer are grouped.

    Args:
        count: how often such a question was asked.
        groups: of questions that are alike.
        left_out: how many of them are in no group.
    """
    one = count == 1
    whole = f"{number(count)} question{'' if one else 's'} sans réponse (ou dont toutes les propositions ont été refusées)"
    grouped = f", en {plural(groups, 'groupe')} de questions qui se ressemblent" if groups else ""
    are = "n’est" if left_out == 1 else "ne sont"
    rest = f" {number(left_out)}, plus rares ou sans mot, {are} dans aucun groupe." if left_out else ""
    return f"{whole}{grouped}.{rest}"


def never(count: int, oldest: date | None) -> str:
    """Say how many passages nobody has asked for, and since when.

    Args:
        count: of such passages.
        oldest: first day of the journal; None when it is empty.
    """
    since = f" depuis le {day(oldest)}, début du journal" if oldest else ""
    who = f"{number(count)} passages n’ont" if count > 1 else f"{number(count)} passage n’a"
    return f"{who} répondu à aucune question{since}."


def of_which(reason: str) -> str:
    """Name a part of the answers that were judged bad, by the `reason` on the button that was chosen."""
    return f"dont « {reason[0].lower()}{reason[1:]} »"


def more(count: int) -> str:
    """Say that a list goes on, by `count` rows that are not shown."""
    return "et 1 autre" if count == 1 else f"et {number(count)} autres"


def gone(section: str) -> str:
    """Name a passage that the folder no longer has, by the heading `section` that it had."""
    return f"{section} (n’est plus dans les pages)"


def share(part: int, whole: int) -> str:
    """Write a count with its share: "12 (45,1 %)".

    Args:
        part: how many.
        whole: of how many; of none, there is no share.
    """
    return f"{number(part)} ({percent(part, whole)})" if whole else number(part)


def chart_of(title: str) -> str:
    """Say to who cannot see a chart what it is, by its `title`, and where its figures are."""
    return f"Diagramme en barres : {title}. Ses chiffres sont dans le tableau qui suit."


def digest_answers(answered: int, held_back: int) -> str:
    """Say how many questions were answered, and how many were not for want of confidence.

    Args:
        answered: with a passage, or with the state of a call.
        held_back: with a choice of passages, or with none.
    """
    held = f"{number(held_back)} retenue{'s' if held_back > 1 else ''}" if held_back else "aucune retenue"
    return f"{number(answered)} répondue{'s' if answered > 1 else ''}, {held} faute d’être sûr."


def digest_opinions(good: int, bad: int, reasons: Sequence[tuple[str, int]]) -> str:
    """Say what was judged, and why; empty when nobody judged.

    Args:
        good: answers judged good.
        bad: answers judged bad.
        reasons: why bad, as the buttons say it, each with its count.
    """
    if not good and not bad:
        return ""
    useful = f"{number(good)} réponse{'s' if good > 1 else ''} jugée{'s' if good > 1 else ''} utile{'s' if good > 1 else ''}"
    why = ", ".join(f"{number(count)} « {reason.lower()} »" for reason, count in reasons)
    return f"{useful}, {number(bad)} pas utile{'s' if bad > 1 else ''}" + (f" : {why}." if why else ".")


DIGEST_UNANSWERED = "Sans réponse"
DIGEST_RISING = "En hausse"
DIGEST_TO_MEND = "À revoir dans les pages"
DIGEST_DETAIL = "Le détail, avec tous les passages : eig-bot report --html bilan.html"


def digest_group(wording: str, size: int, others: int) -> str:
    """Show a group of questions that are alike, on one line.

    Args:
        wording: the most asked of them.
        size: how often they were asked, in all.
        others: how many other wordings there are.
    """
    more = f", {others} autre{'s' if others > 1 else ''} formulation{'s' if others > 1 else ''}" if others else ""
    return f"« {wording} » ({number(size)} fois{more})"


def digest_rise(section: str, now: int, before: int) -> str:
    """Show a subject that rises: the heading `section`, how often it was asked for `now`, and in the week `before`."""
    return f"{section} ({number(now)} fois, contre {number(before)} avant)"


def digest_mend(overdue: int, expired: int, often_bad: int, never: int) -> list[str]:
    """Say what is to be mended in the pages, one line a kind; what there is none of is left out.

    Args:
        overdue: pages whose review is late.
        expired: passages whose validity has ended.
        often_bad: passages often judged bad.
        never: passages that nobody has asked for.
    """
    counted = (
        (overdue, "page à relire", "pages à relire"),
        (expired, "information périmée", "informations périmées"),
        (often_bad, "passage souvent jugé pas utile", "passages souvent jugés pas utiles"),
        (never, "passage jamais demandé", "passages jamais demandés"),
    )
    return [f"{number(count)} {one if count == 1 else several}" for count, one, several in counted if count]
