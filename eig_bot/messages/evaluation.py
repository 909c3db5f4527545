"""What `eig-bot eval` prints."""

from eig_bot.messages.french import percent, plural

COMMAND = "Mesure la qualité des réponses sur des jeux de questions, sinon sur les questions « expect » du dossier."
OPTION_MISSES = "Nombre de questions manquées à montrer (10 par défaut)."
NO_QUESTIONS = "Rien à mesurer. Donnez un fichier de questions, ou écrivez des questions « expect » dans les pages du dossier."
NOT_A_ROW = "il faut un objet JSON avec « q », le texte de la question."
TYPE_OFF_TOPIC = "« far » ou « near »"
TYPE_TEXTS_JSON = "une liste de textes"
TYPE_PLACES = "une liste d’objets avec « page » et « section »"
WANTED_NOTHING = "aucune réponse"
OFF_TOPIC = {"far": "loin du sujet", "near": "près du sujet"}
COLUMNS = ("", "questions", "justes", "utiles", "trompeuses", "muettes")
EVAL_ALL = "Ensemble"
BY_STYLE = "Par style"
BY_TOPIC = "Par sujet"
LEGEND = (
    "Juste : le premier passage de la réponse est le bon. Utile : il est parmi les trois premiers montrés. "
    "Trompeuse : une réponse est donnée, et ce n’est pas la bonne. Muette : aucun passage n’est montré."
)
EVAL_OFF_TOPIC = ("Hors sujet", "questions", "retenues", "muettes")
RELIABILITY = ("Confiance", "questions", "annoncée", "observée")
KINDS = {
    "answer": "réponse",
    "suggestions": "choix de trois passages",
    "no_answer": "aucune réponse",
    "call_status": "état de l’appel",
    "small_talk": "formule de politesse",
}


def bad_fact(pattern: str) -> str:
    """Say that a regular expression of a question set, `pattern`, cannot be read."""
    return f"« facts » contient « {pattern} », qui n’est pas une expression régulière."


def summary(questions: int, off_topic: int) -> str:
    """Say how many questions were asked.

    Args:
        questions: that have an answer.
        off_topic: that have none.
    """
    return f"{plural(questions, 'question')} et {off_topic} hors sujet." if off_topic else f"{plural(questions, 'question')}."


def left_out(count: int) -> str:
    """Say how many questions could not be judged, `count`, and why."""
    if count < 2:
        why = "sa page n’est pas dans le dossier, et elle n’a pas de « facts »"
        return f"{plural(count, 'question')} est laissée de côté, que rien ne permet de juger : {why}."
    why = "leur page n’est pas dans le dossier, et elles n’ont pas de « facts »"
    return f"{plural(count, 'question')} sont laissées de côté, que rien ne permet de juger : {why}."


def confidence_range(low: float, high: float) -> str:
    """Name a row of the reliability table, from `low` to `high`, probabilities from 0 to 1, in percent."""
    return f"{100 * low:.0f} à {100 * high:.0f} %"


def misses(listed: int, found: int) -> str:
    """Head the list of missed questions, of which `listed` are shown and `found` there are in all."""
    return f"Questions manquées ({listed} sur {found})"


def miss(question: str, wanted: str, found: str, confidence: float) -> str:
    """Describe a missed question in three lines.

    Args:
        question: on one line, with its style if it has one.
        wanted: what would have been right: page and heading, facts, or nothing.
        found: what the bot did, and with which passage.
        confidence: that it stated, from 0 to 1.
    """
    return f"• {question}\n  attendu : {wanted}\n  obtenu : {found} (confiance {percent(confidence, 1)})"
