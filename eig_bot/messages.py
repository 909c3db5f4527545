"""Every sentence that a person reads, in French: one place to mend the wording.

Texts are plain: who shows them (Slack, terminal) escapes and decorates. A no-break space (here written as such) stands
before « : », « ; », « ? », « ! » and inside guillemets.
"""

from collections.abc import Sequence
from datetime import date, datetime

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

# --- dates and numbers ------------------------------------------------------------------------------------------------


def day(moment: date) -> str:
    """Write a date as people do: "1er mars 2022"."""
    number = "1er" if moment.day == 1 else str(moment.day)
    return f"{number} {MONTHS[moment.month - 1]} {moment.year}"


def weekday(moment: date) -> str:
    """Write a date with its day of the week: "vendredi 18 mars 2022"."""
    return f"{WEEKDAYS[moment.weekday()]} {day(moment)}"


def hour(moment: datetime) -> str:
    """Write a time: "23 h 59", "9 h"."""
    return f"{moment.hour} h {moment.minute:02}" if moment.minute else f"{moment.hour} h"


def plural(count: int, singular: str) -> str:
    """Write a number with its noun; in French 0 and 1 take the singular."""
    return f"{count} {singular}" if count < 2 else f"{count} {singular}s"


# --- the state of a call ----------------------------------------------------------------------------------------------


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


# --- answers ----------------------------------------------------------------------------------------------------------

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


def dated(moments: Sequence[date]) -> str:
    """The answer speaks of a date that has passed."""
    return f"Attention, information datée : l’échéance du {day(max(moments))} est passée."


def dated_season(closed: date | None) -> str:
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


# --- what is wrong with a knowledge file (for the programme team) -----------------------------------------------------

NOT_UTF8 = "ce fichier n’est pas en UTF-8. Enregistrez-le avec l’encodage « UTF-8 »."
EMPTY_FILE = "ce fichier est vide. Écrivez son contenu, ou supprimez-le."
NO_FRONT_MATTER = "il manque l’en-tête. Commencez le fichier par « --- », « title: … », puis « --- »."
FRONT_MATTER_NOT_A_MAPPING = "l’en-tête n’est pas une suite de lignes « clé: valeur ». Écrivez au moins « title: … »."
NO_TITLE = "il manque le titre. Ajoutez « title: … » dans l’en-tête."
NO_TEXT = "cette page n’a aucun texte : elle ne répondra à rien. Écrivez son contenu."
LINK_LEAVES_FOLDER = "ce lien symbolique mène hors du dossier. Remplacez-le par une copie du fichier."
UNREADABLE = "ce fichier ne peut pas être lu. Vérifiez ses droits d’accès."
TOO_INTRICATE = "ces lignes sont trop imbriquées. Réduisez-en les niveaux, et n’écrivez ni « & » ni « * » devant une valeur."
TYPE_TEXT = "un texte"
TYPE_TEXTS = "une liste de textes, un par ligne, précédés de « - »"
TYPE_MAPPING = "des lignes « clé: valeur »"
TYPE_MAPPINGS = "une liste d’éléments, précédés de « - »"
TYPE_GROUPS = "une liste de groupes, comme « - [salaire, paie] »"
THE_FILE = "ce fichier"
ADDRESS_WITHOUT_SCHEME = "l’adresse du site doit commencer par « https:// »."
TYPE_DATE = "une date, sous la forme 2027-05-31 (ou 2027-05-31T23:59)"


def broken_yaml(reason: str) -> str:
    """The front matter cannot be read."""
    detail = f" ({reason})" if reason else ""
    return (
        f"l’en-tête n’est pas lisible{detail}. Vérifiez le décalage des lignes, et mettez entre guillemets "
        "les textes qui contiennent « : » ou « # »."
    )


def wrong_type(key: str, expected: str) -> str:
    """A key holds something else than it should."""
    return f"« {key} » doit contenir {expected}."


def misspelt_key(key: str, known: str) -> str:
    """A key looks like one of ours."""
    return f"« {key} » n’est pas une clé connue. Vouliez-vous écrire « {known} » ?"


def unknown_key(key: str, known: list[str]) -> str:
    """A key that cannot stand here."""
    return f"« {key} » n’est pas une clé connue ici. Les clés possibles sont : {', '.join(known)}."


def key_twice(key: str) -> str:
    """A key stands twice in one mapping."""
    return f"« {key} » est écrit deux fois. Gardez une seule de ces lignes."


def entry_without(key: str, required: str) -> str:
    """An item of `passages:` or `calls:` lacks its name."""
    return f"un élément de « {key} » n’a pas de « {required} ». Ajoutez-le."


def call_closes_before_it_opens(name: str) -> str:
    """The dates of a call are the wrong way round."""
    return f"l’appel « {name} » ferme avant d’ouvrir. Vérifiez « opens » et « closes »."


def no_such_heading(heading: str, suggestion: str | None) -> str:
    """`passages:` names a heading that the page does not have."""
    hint = f" Vouliez-vous écrire « {suggestion} » ?" if suggestion else " Recopiez le titre tel qu’il est dans la page."
    return f"la page n’a pas de titre « {heading} ».{hint}"


def claimed_twice(question: str, section: str, place: str) -> str:
    """Two passages hold one phrasing."""
    return f"la question « {question} » est aussi celle de « {section} » ({place}). Ne la gardez que dans un des deux passages."


def too_alike(question: str, other: str, section: str) -> str:
    """Two phrasings of one passage hardly differ."""
    return (
        f"sous « {section} », « {question} » et « {other} » se ressemblent trop. "
        "Supprimez l’une des deux, ou écrivez-la avec d’autres mots."
    )


def contradiction(sentence: str, other: str, section: str, place: str) -> str:
    """Two passages give different figures for one thing."""
    return (
        f"« {sentence} » ne donne pas les mêmes chiffres que « {other} », sous « {section} » ({place}). "
        "Vérifiez lesquels sont justes."
    )


def review_overdue(moment: date, owner: str | None) -> str:
    """A page should have been read again."""
    who = f" par {owner}" if owner else ""
    return f"cette page devait être relue{who} avant le {day(moment)}. Relisez-la, puis changez « reviewed » et « review_by »."


def no_longer_valid(section: str, moment: date) -> str:
    """A passage's text is no longer valid."""
    return f"« {section} » n’est plus valable depuis le {day(moment)}. Mettez ce texte à jour, ou supprimez-le."


def no_url(section: str) -> str:
    """A passage of ours names no official page."""
    return f"« {section} » n’a pas de page officielle à citer. Ajoutez « url: https://… »."


def text_too_long(section: str, length: int, limit: int) -> str:
    """A passage's text is longer than one message."""
    return f"« {section} » a {length} caractères, et un message en montre {limit}. Partagez ce texte sous plusieurs titres."


def expectation_missed(question: str, section: str, first: str | None) -> str:
    """A question of `expect:` does not find its passage; `first` is what comes first instead."""
    instead = f"vient d’abord {first}" if first else "aucun passage n’est montré"
    return (
        f"la question « {question} » (expect) n’amène plus « {section} » parmi les trois premiers passages : {instead}. "
        "Ajoutez à ce passage une façon de demander qui lui ressemble, ou reformulez-la."
    )


def passage_at(section: str, place: str) -> str:
    """Name a passage with its place."""
    return f"« {section} » ({place})"


def file_too_large(limit: int) -> str:
    """A file is too large to be a page."""
    return (
        f"ce fichier est trop gros ({limit // 1_000_000} Mo au plus). "
        "Une page est un texte : retirez-en les images, ou découpez-la en plusieurs."
    )


def no_such_folder(folder: str) -> str:
    """The knowledge folder is missing."""
    return (
        f"Le dossier de connaissances « {folder} » n’existe pas. Indiquez-le avec --knowledge ou la variable EIG_BOT_KNOWLEDGE."
    )


def nothing_to_serve(folder: str, first_problem: str | None) -> str:
    """No page of the folder can be served."""
    detail = f" Premier problème : {first_problem}" if first_problem else ""
    return f"Aucune page du dossier « {folder} » ne peut être utilisée : il faut au moins un fichier .md avec un titre.{detail}"


# --- the operator's settings ------------------------------------------------------------------------------------------


def bad_variable(name: str, value: str, expected: str) -> str:
    """An environment variable has a value that cannot be used."""
    return f"La variable {name} vaut « {value} » : il faut {expected}."


def bad_token(name: str, prefix: str) -> str:
    """A Slack token is not of the right kind."""
    return f"La variable {name} doit commencer par « {prefix} ». N’avez-vous pas interverti deux jetons ?"


def no_secret(path: str) -> str:
    """The secret of the data folder cannot be used."""
    return (
        f"Le fichier « {path} » ne peut pas servir de clé. Vérifiez les droits du dossier, "
        "ou donnez une clé d’au moins 16 caractères avec EIG_BOT_SECRET_KEY."
    )


def no_journal(folder: str) -> str:
    """The database cannot be opened."""
    return (
        f"Le journal du dossier « {folder} » ne peut pas être ouvert. Vérifiez que ce dossier (EIG_BOT_DATA) peut être écrit, "
        "et qu’il vient bien de ce robot."
    )


BACKUP_OF_A_SERVER = (
    "Le journal est dans une base PostgreSQL : sauvegardez-la avec les outils de cette base (pg_dump, par exemple)."
)
SECRET_FOR_A_SERVER = (
    "Il manque la variable EIG_BOT_SECRET_KEY : les robots qui partagent une base de données ont besoin de la même clé."
)


def short_secret(name: str, least: int) -> str:
    """The secret can be guessed."""
    return f"La variable {name} est trop courte : il faut au moins {least} caractères tirés au hasard."


NO_SLACK_TOKENS = (
    "Il manque les jetons Slack. Définissez SLACK_BOT_TOKEN, avec SLACK_APP_TOKEN (Socket Mode) "
    "ou SLACK_SIGNING_SECRET et PORT (HTTP). Le fichier README.md explique comment les obtenir."
)
ENV_FILE_NOT_UTF8 = "Le fichier .env n’est pas en UTF-8. Enregistrez-le avec l’encodage « UTF-8 »."
NO_PORT = "Il manque la variable PORT : le mode HTTP doit savoir sur quel port écouter."
CONNECT_SLACK = (
    "Aucun jeton Slack n’est défini : la conversation se passe ici. "
    "Pour connecter Slack, suivez « Connecter un espace Slack » dans README.md."
)

# --- command line -----------------------------------------------------------------------------------------------------

CLI = "Répond aux questions des agents à partir d’un dossier de pages Markdown."
CLI_ASK = "Répond à une question, ou à toutes celles d’un fichier."
CLI_CHAT = "Ouvre une conversation dans le terminal."
CLI_STATUS = "Donne l’état des appels à projets : dates, jours restants, liens."
CLI_CHECK = "Vérifie le dossier de connaissances ; chaque ligne dit où, quoi, et comment corriger."
CLI_EVAL = "Mesure la qualité des réponses sur des jeux de questions, sinon sur les questions « expect » du dossier."
CLI_RUN = "Lance le robot dans Slack."
OPTION_KNOWLEDGE = "Dossier de connaissances (sinon EIG_BOT_KNOWLEDGE, puis ./knowledge)."
OPTION_JSON = "Écrit le résultat en JSON, un objet par ligne."
OPTION_BATCH = "Fichier de questions, une par ligne en JSON ; « - » pour l’entrée standard."
OPTION_JSON_OBJECT = "Écrit le résultat en JSON."
OPTION_MISSES = "Nombre de questions manquées à montrer (10 par défaut)."
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
CHECK_OK = "Tout est en ordre"


def check_summary(files: int, passages: int, errors: int, warnings: int) -> str:
    """End a check."""
    found = f"{plural(files, 'page')}, {plural(passages, 'passage')}"
    if not errors and not warnings:
        return f"{CHECK_OK} : {found}."
    return f"{found} ; {plural(errors, 'erreur')}, {plural(warnings, 'avertissement')}."


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

# --- eval -------------------------------------------------------------------------------------------------------------

NO_QUESTIONS = "Rien à mesurer. Donnez un fichier de questions, ou écrivez des questions « expect » dans les pages du dossier."
NOT_A_ROW = "il faut un objet JSON avec « q », le texte de la question."
TYPE_OFF_TOPIC = "« far » ou « near »"
TYPE_TEXTS_JSON = "une liste de textes"
TYPE_PLACES = "une liste d’objets avec « page » et « section »"
WANTED_NOTHING = "aucune réponse"
OFF_TOPIC = {"far": "loin du sujet", "near": "près du sujet"}
EVAL_COLUMNS = ("", "questions", "justes", "utiles", "trompeuses", "muettes")
EVAL_ALL = "Ensemble"
EVAL_BY_STYLE = "Par style"
EVAL_BY_TOPIC = "Par sujet"
EVAL_LEGEND = (
    "Juste : le premier passage de la réponse est le bon. Utile : il est parmi les trois premiers montrés. "
    "Trompeuse : une réponse est donnée, et ce n’est pas la bonne. Muette : aucun passage n’est montré."
)
EVAL_OFF_TOPIC = ("Hors sujet", "questions", "retenues", "muettes")
EVAL_RELIABILITY = ("Confiance", "questions", "annoncée", "observée")
EVAL_KINDS = {
    "answer": "réponse",
    "suggestions": "choix de trois passages",
    "no_answer": "aucune réponse",
    "call_status": "état de l’appel",
    "small_talk": "formule de politesse",
}


def percent(part: float, whole: float) -> str:
    """Write a share: "45,1 %"; a dash where there is no whole."""
    return f"{100 * part / whole:.1f} %".replace(".", ",") if whole else "–"


def bad_fact(pattern: str) -> str:
    """A regular expression of a question set cannot be read."""
    return f"« facts » contient « {pattern} », qui n’est pas une expression régulière."


def eval_summary(questions: int, off_topic: int) -> str:
    """Say what was asked."""
    return f"{plural(questions, 'question')} et {off_topic} hors sujet." if off_topic else f"{plural(questions, 'question')}."


def eval_left_out(count: int) -> str:
    """Say what could not be judged."""
    if count < 2:
        why = "sa page n’est pas dans le dossier, et elle n’a pas de « facts »"
        return f"{plural(count, 'question')} est laissée de côté, que rien ne permet de juger : {why}."
    why = "leur page n’est pas dans le dossier, et elles n’ont pas de « facts »"
    return f"{plural(count, 'question')} sont laissées de côté, que rien ne permet de juger : {why}."


def eval_range(low: float, high: float) -> str:
    """Write a range of confidence."""
    return f"{100 * low:.0f} à {100 * high:.0f} %"


def eval_misses(listed: int, found: int) -> str:
    """Head the list of missed questions."""
    return f"Questions manquées ({listed} sur {found})"


def eval_miss(question: str, wanted: str, found: str, confidence: float) -> str:
    """Describe a missed question in three lines."""
    return f"• {question}\n  attendu : {wanted}\n  obtenu : {found} (confiance {percent(confidence, 1)})"


# --- Slack ------------------------------------------------------------------------------------------------------------

SEARCHING = "cherche dans les pages…"
NOT_INSTALLED = "Je ne suis pas joignable pour le moment. Réessayez dans quelques minutes."


def token_refused(name: str, page: str) -> str:
    """Slack does not take a token."""
    return f"Slack refuse le jeton {name}. Recopiez-le depuis la page « {page} » de votre application."


def port_taken(port: int) -> str:
    """The port is in use."""
    return f"Le port {port} est déjà pris. Choisissez-en un autre avec la variable PORT."


def failed(incident: str) -> str:
    """Something went wrong in the bot."""
    return (
        "Je n’ai pas pu répondre, et j’en suis désolé. Réessayez dans un instant ; "
        f"si cela continue, signalez le code {incident}."
    )


# --- Slack: buttons and fields ----------------------------------------------------------------------------------------

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

# --- Slack: answers ---------------------------------------------------------------------------------------------------

FOLLOW_UP_BY_MENTION = "Pour préciser votre question, mentionnez-moi de nouveau dans ce fil."
VANISHED = "Ce passage n’est plus dans nos pages. Voici ce que je trouve aujourd’hui :"
GONE = "Ce passage n’est plus dans nos pages. Posez-moi votre question de nouveau."
NOT_OPENED = "La fenêtre n’a pas pu s’ouvrir à temps. Recommencez, ou écrivez-moi votre question ici."
NONE_WAS_RIGHT = "Merci de me l’avoir dit. Essayez avec d’autres mots, ou parcourez les sujets."
DATED = "information datée"


def context_line(title: str, reviewed: date | None, *, is_dated: bool) -> str:
    """Say where an answer comes from, and how fresh it is."""
    parts = [f"{SOURCE} : {title}", f"relue le {day(reviewed)}" if reviewed else "", DATED if is_dated else ""]
    return " · ".join(filter(None, parts))


def shared_question(question: str) -> str:
    """Head an answer that is shared, with its question."""
    return f"Question : « {question} »"


def for_an_email(text: str, title: str, url: str | None, reviewed: date | None) -> str:
    """Write a passage as plain text for an e-mail: its exact words, its link and its date."""
    source = f"{SOURCE} : {title}" + (f", relue le {day(reviewed)}" if reviewed else "")
    return "\n".join(filter(None, [f"« {text} »", "", source, url]))


COPY_TITLE = "Pour un courriel"
COPY_HINT = "Sélectionnez ce texte, puis copiez-le."
ANSWER_TITLE = "Réponse"
LOADING = "Je cherche…"

# --- Slack: feedback --------------------------------------------------------------------------------------------------

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

# --- Slack: requests to the team --------------------------------------------------------------------------------------

TEAM_TITLE = "Parler à l’équipe"
TEAM_LABEL = "Votre question"
TEAM_HINT = "L’équipe reçoit ce texte, sans votre nom. Sa réponse vous parviendra ici, dans Slack."
TEAM_SENT = "Votre question est partie. L’équipe vous répondra ici, dans Slack."
TEAM_NOT_KEPT = "Votre question n’a pas pu être envoyée. Réessayez dans un instant : votre texte est toujours là."
REQUEST_HEAD = "Une question pour l’équipe"
REPLY_TITLE = "Répondre à l’agent"
REPLY_LABEL = "Votre réponse"
REPLY_HINT = "Elle sera remise à la personne telle que vous l’écrivez."
ALREADY_HANDLED = "Cette demande a déjà reçu une réponse. Gardez votre texte si vous en avez besoin, puis fermez."
REQUEST_GONE = "Cette demande n’existe plus : la personne a effacé ses données, ou le délai de conservation est passé."
NOT_DELIVERED = "La réponse n’a pas pu être remise : la personne n’est plus joignable dans Slack."


def request_asked(moment: datetime) -> str:
    """Say when a request was made."""
    return f"Posée le {day(moment)} à {hour(moment)}"


def request_handled(moment: datetime) -> str:
    """Say when a request was answered; the name of who did it follows."""
    return f"Réponse envoyée le {day(moment)} à {hour(moment)} par "


def team_reply(question: str) -> str:
    """Head the team's reply."""
    return f"L’équipe répond à votre question « {question} »"


# --- Slack: what is kept ----------------------------------------------------------------------------------------------

FORGET_TITLE = "Effacer vos données"
FORGET_SURE = "Vos questions, vos avis, vos demandes à l’équipe et votre abonnement seront effacés tout de suite."
FORGOTTEN = "C’est fait : je ne garde plus rien à votre sujet."
NOTHING_KEPT = "Je ne garde rien à votre sujet."


def kept(questions: int, judgements: int, requests: int, *, is_subscribed: bool) -> str:
    """Say what is kept about a person."""
    counted = [
        plural(questions, "question") if questions else "",
        f"{judgements} avis" if judgements else "",
        (plural(requests, "demande") + " à l’équipe") if requests else "",
        "votre abonnement aux annonces" if is_subscribed else "",
    ]
    found = [part for part in counted if part]
    if not found:
        return NOTHING_KEPT
    listed = f"{', '.join(found[:-1])} et {found[-1]}" if len(found) > 1 else found[0]
    return f"Je garde {listed}, sans votre nom."


# --- Slack: calls and notices -----------------------------------------------------------------------------------------

FOLLOWED = "C’est noté : je vous écrirai à l’ouverture d’un appel, puis 7 jours et 1 jour avant sa fermeture."
UNFOLLOWED = "C’est noté : je ne vous préviendrai plus."
NOTICE_WHY = "Vous m’avez demandé de vous prévenir."
RESULTS = "Les résultats"
DOCUMENTS = "Les documents"

# --- Slack: Home, subjects, commands ----------------------------------------------------------------------------------

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
    """Answer "/eig aide"."""
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
    """Say which part of a list is shown."""
    return f"Page {number} sur {total}"
