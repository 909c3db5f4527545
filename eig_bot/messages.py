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
BROKEN_YAML = (
    "l’en-tête n’est pas lisible ici. Vérifiez le décalage des lignes, et mettez entre guillemets "
    "les textes qui contiennent « : » ou « # »."
)
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


CLI_PURGE = "Efface les questions et les demandes plus anciennes que la durée de conservation."
CLI_EXPORT = "Écrit ce qui est gardé, de toutes les personnes ou d’une seule, en JSON, un objet par ligne."
CLI_BACKUP = "Copie le journal dans un fichier, même pendant que le robot tourne."
OPTION_RESTORE = "Au contraire, remet dans le journal ce que contient le fichier."
BAD_PERSON = (
    "Donnez l’identifiant Slack de la personne, comme U0123456789 : il est dans son profil, sous « Copier l’ID du membre »."
)
NOTHING_OF_PERSON = "Rien n’est gardé de cette personne."
OPTION_PERSON = "Identifiant Slack de la personne, comme U0123456789 ; sans cette option, tout est écrit."


def no_journal_yet(folder: str) -> str:
    """A command needs the journal of a bot that has run."""
    return (
        f"Il n’y a pas encore de journal dans le dossier « {folder} ». Il se crée quand le robot tourne dans Slack ; "
        "s’il est ailleurs, indiquez-le avec la variable EIG_BOT_DATA."
    )


def purged(count: int, days: int) -> str:
    """Say what was deleted."""
    if count == 0:
        return f"Rien à effacer : tout a moins de {days} jours."
    return f"{plural(count, 'élément')} de plus de {days} jours {'effacé' if count < 2 else 'effacés'}."


def backed_up(path: str) -> str:
    """Say that a copy is there."""
    return (
        f"Le journal est copié dans « {path} ». Protégez cette copie : les questions s’y lisent en clair. "
        "Gardez à part le fichier secret.key : sans lui, ce qui est scellé est perdu."
    )


def backup_exists(path: str) -> str:
    """A copy would take the place of a file."""
    return f"Le fichier « {path} » existe déjà. Donnez un autre nom ; pour remettre une copie en service, ajoutez --restore."


def restored(path: str) -> str:
    """Say that a copy is in use."""
    return f"Le journal contient de nouveau ce que contenait « {path} »."


def no_backup(path: str) -> str:
    """A file is no copy of a journal."""
    return f"Le fichier « {path} » n’est pas une copie du journal, ou ne peut pas être lu. Le journal n’a pas changé."


JOURNAL_AWAY = "La base de données ne répond pas. Réessayez dans un instant, ou vérifiez EIG_BOT_DATABASE_URL."
BAD_DATABASE_URL = (
    "La variable EIG_BOT_DATABASE_URL ne se lit pas. Elle s’écrit postgresql://nom:mot-de-passe@serveur:port/base."
)
BACKUP_OF_A_SERVER = (
    "Le journal est dans une base PostgreSQL : sauvegardez-la avec les outils de cette base (pg_dump, par exemple)."
)
NO_KEY_FOR_A_SERVER = (
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
    "Pour connecter Slack, suivez « Connect a Slack workspace » dans README.md."
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
    return "\n".join(filter(None, [f"« {text} »\n", source, url]))


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
NOT_DELIVERED = "La réponse n’a pas pu être remise : la personne n’est plus joignable dans Slack."


def request_asked(moment: datetime) -> str:
    """Say when a request was made."""
    return f"Posée le {day(moment)} à {hour(moment)}"


def request_handled(moment: datetime) -> str:
    """Say when a request was answered; the name of who did it follows."""
    return f"Réponse écrite le {day(moment)} à {hour(moment)} par "


def team_reply(question: str) -> str:
    """Head the team's reply."""
    return f"L’équipe répond à votre question « {question} »"


# --- Slack: what is kept ----------------------------------------------------------------------------------------------

FORGET_TITLE = "Effacer vos données"
FORGET_SURE = "Vos questions, vos avis, vos demandes à l’équipe et votre abonnement seront effacés tout de suite."
FORGOTTEN = "C’est fait : je ne garde plus rien à votre sujet."
KEPT_UNKNOWN = "Je ne peux pas lire pour le moment ce que je garde à votre sujet."
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


def followed(audience: str | None) -> str:
    """Say of which calls a person will be told, and when."""
    whose = f" pour les {audience}" if audience else ""
    return f"C’est noté : je vous écrirai à l’ouverture d’un appel{whose}, puis 7 jours et 1 jour avant sa fermeture."


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


# --- import -----------------------------------------------------------------------------------------------------------

CLI_IMPORT = "Tire d’une page du site un brouillon de page de connaissances, que l’équipe complète."
OPTION_TO = "Dossier où écrire les brouillons (sinon le dossier de connaissances)."
OPTION_STDOUT = "Affiche les brouillons au lieu de les écrire."
TO_OR_STDOUT = "Donnez --to ou --stdout, pas les deux."
IMPORT_NEXT = "Relisez chaque brouillon, écrivez ses questions, puis lancez eig-bot check."
DRAFT_WITHOUT_URL = "Ajoutez la page officielle, que le robot cite sous sa réponse, à la place de cette ligne :\nurl: https://…"
DRAFT_URL = "Adresse déduite de la place du fichier dans le site : vérifiez-la."
DRAFT_QUESTIONS = (
    "Écrivez au moins 15 façons de demander ce que dit la page en général, ou son premier texte : une par ligne, "
    "précédée de « - »,\ntelle qu’une personne pressée l’écrirait."
)
DRAFT_EXPECT = "Écrivez-en deux autres, qui servent d’épreuve : elles doivent mener ici, sans être apprises."
DRAFT_PASSAGES = "Faites de même pour chaque titre du texte : au moins 15 questions (questions), et deux épreuves (expect)."
DRAFT_CALL = "Dates lues dans le texte du site : vérifiez-les, et donnez à l’appel son nom."
DRAFT_CALL_WITHOUT_DATE = (
    "Le site dit cet appel ouvert, sans date que le robot sache lire. Ajoutez-la (closes: 2027-03-18), "
    "et donnez à l’appel son nom."
)
DRAFT_CLOSED_CALL = (
    "Le site dit un appel fermé, sans date que le robot sache lire. Pour qu’il le dise aussi, écrivez ici :\n"
    "calls:\n  - name: le nom de l’appel\n    closes: 2027-03-18"
)


def draft_head(place: str) -> str:
    """Open a draft."""
    return (
        f"Brouillon tiré de la page « {place} ». Relisez tout le texte, puis ajoutez la date de cette relecture\n"
        "et celle de la prochaine : reviewed: 2027-01-31 et review_by: 2027-07-31."
    )


def draft_call(title: str, audience: str | None) -> str:
    """Name a call to which its page gives no name."""
    return f"Appel pour les {audience}" if audience else f"Appel de la page « {title} »"


def part_of_page(title: str, heading: str) -> str:
    """Name a part of a page that becomes a page of its own."""
    return f"{title} : {heading}"


def draft_written(path: str, passages: int) -> str:
    """A draft was written."""
    return f"{path} : {plural(passages, 'passage')}."


def draft_named(name: str) -> str:
    """Head a draft among others that are shown."""
    return f"===== {name}"


def file_is_there(path: str) -> str:
    """A draft has the name of a file that is there."""
    return (
        f"« {path} » existe déjà et n’a pas été touché. Renommez ou supprimez ce fichier, ou donnez un autre dossier avec --to."
    )


def already_knowledge(path: str) -> str:
    """A page to import is one of ours."""
    return f"« {path} » a déjà ses questions : c’est une page de connaissances. Copiez-la telle quelle dans le dossier."


def import_loses(path: str) -> str:
    """A page cannot be written in our form without loss."""
    return (
        f"« {path} » ne se laisse pas mettre en forme sans perdre de mots. Copiez cette page telle quelle dans le dossier : "
        "le robot la lit comme elle est."
    )


# --- learning -----------------------------------------------------------------------------------------------------------

CLI_LEARN = "Propose d’ajouter aux pages des questions posées au robot ; vous décidez de chacune."
OPTION_PATCH = "N’écrit rien dans les pages : donne les ajouts sous forme de correctif (pour git apply)."
NOTHING_TO_LEARN = "Rien à proposer : aucune question du journal n’attend de décision."
LEARN_MEASURING = "Mesure sur les questions « expect »…"
LEARN_NO_PASSAGE = "Aucun passage n’est proposé : choisissez-en un, ou dites que la question est hors sujet."
LEARN_NOT_MEASURED = "Le dossier n’a pas de question « expect » : l’effet de cet ajout ne peut pas être mesuré."
LEARN_NO_CHANGE = "Aucune question « expect » ne change."
LEARN_WHAT = "Tapez l’une des lettres proposées."
LEARN_LATER = "Laissée pour plus tard."
LEARN_SEARCH = "Numéro du passage, ou quelques mots pour chercher (Entrée pour revenir) > "
LEARN_NOTHING_FOUND = "Aucun passage trouvé. Essayez avec d’autres mots."
LEARN_KEYS = {
    "a": "a",
    "accepter": "a",
    "p": "p",
    "autre passage": "p",
    "h": "h",
    "hors sujet": "h",
    "s": "s",
    "sauter": "s",
    "q": "q",
    "quitter": "q",
}
PASSAGE_GONE = "ce passage n’y est plus. Choisissez-en un autre."
QUESTIONS_ARE_CONTENT = (
    "« questions » est ici le contenu de la page : aucune façon de demander ne peut y être ajoutée. "
    "Écrivez plutôt une page à part, avec ses propres questions."
)
BOLD_HEADINGS_WOULD_GO = (
    "cette page n’a encore aucune question, et ses passages commencent par un texte en gras, ce qui cesserait de compter. "
    "Faites-en d’abord des titres, précédés de « ## »."
)
NOT_ADDED = "cette question ne peut pas être ajoutée sans changer autre chose dans le fichier. Ajoutez-la à la main."
ALREADY_OFF_TOPIC = "cette question y est déjà."
CHANGED_MEANWHILE = "ce fichier vient d’être changé. Recommencez."
UNWRITABLE = "ce fichier ne peut pas être écrit. Vérifiez ses droits d’accès et ceux de son dossier."


def edit_refused(place: str, why: str) -> str:
    """A file cannot take what should be added."""
    return f"{place}: {why}"


def already_a_phrasing(question: str, section: str) -> str:
    """A page has this phrasing already."""
    return f"« {question} » est déjà une question de « {section} »."


def heading_twice(section: str) -> str:
    """Two passages of a page have one heading, and only the first can be named."""
    return f"deux passages de cette page s’appellent « {section} ». Donnez au second un autre titre."


def learn_number(number: int, total: int) -> str:
    """Say which question is shown."""
    return f"Question {number} sur {total}"


def learn_question(question: str) -> str:
    """Quote a question."""
    return f"« {question} »"


def learn_asked(asked: int, chosen: int, replied: int, *, refused: int, unanswered: int) -> str:
    """Say how often a question was asked, and what came of it."""
    counted = (
        ("choix de ce passage", chosen),
        ("réponse de l’équipe", replied),
        ("« Aucune de ces réponses »", refused),
        ("aucune réponse", unanswered),
    )
    listed = " ; ".join(f"{what} : {count}" for what, count in counted if count)
    return f"Posée {asked} fois ({listed})." if listed else f"Posée {asked} fois."


def learn_passage(section: str, page: str) -> str:
    """Name the passage that a question would find."""
    return f"Passage proposé : « {section} » ({page})"


def learn_candidate(number: int, section: str, page: str) -> str:
    """Name a passage to choose."""
    return f"{number}. {section} ({page})"


def learn_figures(right: tuple[int, int], helpful: tuple[int, int], total: int) -> str:
    """Say what becomes of the `expect:` questions, before and after."""
    shares = [f"{percent(before, total)} avant, {percent(after, total)} après" for before, after in (right, helpful)]
    return f"Questions « expect » justes : {shares[0]} ; utiles : {shares[1]}."


def learn_changed(question: str, before: int, after: int) -> str:
    """Say what becomes of one `expect:` question: 0 missed, 1 among the three first, 2 right."""
    became = "devient juste" if after == 2 else "devient utile"
    lost = "n’est plus utile" if after == 0 else "n’est plus juste, mais reste utile"
    return f"  {'+' if after > before else '−'} {became if after > before else lost} : « {question} »"


def learn_more_changes(count: int) -> str:
    """Say how many changes are not shown."""
    return f"  et {plural(count, 'autre')}."


def learn_choices(*, has_passage: bool) -> str:
    """Ask what to do with a proposal."""
    accept = "[a] accepter  " if has_passage else ""
    return f"{accept}[p] autre passage  [h] hors sujet  [s] sauter sans y revenir  [q] quitter > "


def learn_written(place: str, *, is_planned: bool) -> str:
    """Say where a question was added."""
    return f"À ajouter : {place}" if is_planned else f"Ajoutée : {place}"


def learn_summary(accepted: int, off_topic: int, skipped: int) -> str:
    """End a round."""
    return f"{plural(accepted, 'question')} dans les pages, {off_topic} hors sujet, {plural(skipped, 'sautée')}."


# --- report and digest ------------------------------------------------------------------------------------------------

CLI_REPORT = "Dresse le bilan : questions posées, sans réponse, réponses mal jugées, pages à relire."
OPTION_DAYS = "Nombre de jours du bilan, aujourd’hui compris (7 par défaut)."
OPTION_HTML = "Écrit le bilan dans un fichier : une page web, qui s’ouvre et s’envoie telle quelle."


def report_written(path: str) -> str:
    """Say where the page is."""
    return f"Le bilan est écrit dans « {path} ». Ouvrez ce fichier dans un navigateur."


def number(count: int) -> str:
    """Write a large number by thousands: "14 000"."""
    return f"{count:,}".replace(",", " ")


def short_day(moment: date) -> str:
    """Write a date where there is little room: "4 mars"."""
    return day(moment).rpartition(" ")[0]


def span(first: date, last: date) -> str:
    """Write a period: "du 4 au 10 mars 2031"."""
    if first == last:
        return f"le {day(first)}"
    if first.year != last.year:
        return f"du {day(first)} au {day(last)}"
    begins = day(first).split()[: 1 if first.month == last.month else 2]
    return f"du {' '.join(begins)} au {day(last)}"


def report_title(first: date, last: date, name: str | None) -> str:
    """Head a report."""
    return f"Bilan {span(first, last)}" + (f" : {name}" if name else "")


def report_lead(asked: int, people: int, before: int) -> str:
    """Say in a sentence or two how much was asked."""
    if not asked:
        return "Aucune question n’a été posée." + (f" Il y en avait eu {number(before)} la période d’avant." if before else "")
    who = "d’une personne" if people == 1 else f"de {number(people)} personnes"
    then = f", contre {number(before)} la période d’avant" if before else ""
    return f"{number(asked)} question{'s' if asked > 1 else ''} {who}{then}."


def report_begins(oldest: date) -> str:
    """The period before is not whole."""
    return f"Le journal ne remonte qu’au {day(oldest)} : la comparaison avec la période d’avant est incomplète."


REPORT_ACTIVITY = "Ce qui a été demandé"
REPORT_COLUMNS = ("", "Cette période", "Avant")
REPORT_ASKED, REPORT_ANSWERED, REPORT_HELD_BACK = "Questions posées", "Répondues", "Retenues"
REPORT_SUGGESTED, REPORT_SILENT = "dont un choix de passages", "dont « je ne sais pas »"
REPORT_ACTIVITY_NOTE = (
    "Une question est retenue quand le robot n’est pas sûr : il propose alors des passages, ou dit qu’il ne sait pas. "
    "Les formules de politesse ne sont pas comptées."
)
REPORT_OPINIONS = "Ce qui a été jugé"
REPORT_OPINION_COLUMNS = ("", "Avis")
REPORT_GOOD, REPORT_BAD, REPORT_NO_REASON = "Réponses utiles", "Réponses pas utiles", "Sans raison donnée"
REPORT_NO_OPINION = "Personne n’a donné son avis."
REPORT_REMARKS = "Commentaires sur les réponses"
REPORT_REMARK_COLUMNS = ("Commentaire", "Raison", "Question", "Passage")
REPORT_UNANSWERED = "Questions sans réponse"
REPORT_UNANSWERED_COLUMNS = ("Fois", "Formulations, la plus fréquente d’abord")
REPORT_ALL_ANSWERED = "Toutes les questions ont trouvé une réponse."
REPORT_RISING = "Sujets en hausse"
REPORT_RISING_COLUMNS = ("Passage", "Page", "Cette période", "Avant")
REPORT_RISING_NOTE = "Ces passages ont répondu nettement plus souvent que la période d’avant."
REPORT_NO_RISE = "Aucun sujet n’est en nette hausse."
REPORT_NO_COMPARISON = "Le journal est encore trop récent pour comparer avec la période d’avant."
REPORT_OFTEN_BAD = "Passages souvent jugés pas utiles"
REPORT_OFTEN_BAD_COLUMNS = ("Passage", "Page", "Pas utile", "Utile", "Raisons")
REPORT_NONE_BAD = "Aucun passage n’est souvent jugé pas utile."
REPORT_NEVER = "Passages jamais demandés"
REPORT_PLACE_COLUMNS = ("Passage", "Page")
REPORT_ALL_ASKED = "Tous les passages ont déjà servi."
REPORT_OVERDUE = "Pages à relire"
REPORT_OVERDUE_COLUMNS = ("Titre", "Page", "À relire avant le", "Responsable")
REPORT_NONE_OVERDUE = "Aucune relecture n’est en retard."
REPORT_EXPIRED = "Informations périmées"
REPORT_EXPIRED_COLUMNS = ("Passage", "Page", "Valable jusqu’au", "Responsable")
REPORT_NONE_EXPIRED = "Aucune information n’est périmée."
REPORT_CONTENTS = "Dans ce bilan"
REPORT_BY_DATE = "Questions répondues et retenues, au fil du temps"
REPORT_BY_DATE_FIGURES = "Les chiffres de ce diagramme"
REPORT_DATES = "Dates"
REPORT_REASONS = "Raisons des avis « pas utile »"
REPORT_MORE_THAN_BEFORE = "Réponses données par ces passages, cette période et avant"
REPORT_NOW, REPORT_THEN = "Cette période", "Avant"
REPORT_PRIVACY = "Ce bilan ne dit pas qui a écrit, et les textes y sont sans adresse électronique ni numéro de téléphone."


def report_requests(asked: int, waiting: int) -> str:
    """Say what was asked of the team; empty when nothing was and nothing waits."""
    if not asked and not waiting:
        return ""
    posed = f"L’équipe a reçu {number(asked)} demande{'s' if asked > 1 else ''}" if asked else "L’équipe n’a rien reçu"
    return f"{posed} ; " + (f"{number(waiting)} en attente d’une réponse." if waiting else "aucune n’attend de réponse.")


def report_unanswered(count: int, groups: int, left_out: int) -> str:
    """Say how the questions without an answer are grouped."""
    one = count == 1
    whole = f"{number(count)} question{'' if one else 's'} sans réponse (ou dont toutes les propositions ont été refusées)"
    grouped = f", en {plural(groups, 'groupe')} de questions qui se ressemblent" if groups else ""
    are = "n’est" if left_out == 1 else "ne sont"
    rest = f" {number(left_out)}, plus rares ou sans mot, {are} dans aucun groupe." if left_out else ""
    return f"{whole}{grouped}.{rest}"


def report_never(count: int, oldest: date | None) -> str:
    """Say since when nobody has asked for them."""
    since = f" depuis le {day(oldest)}, début du journal" if oldest else ""
    who = f"{number(count)} passages n’ont" if count > 1 else f"{number(count)} passage n’a"
    return f"{who} répondu à aucune question{since}."


def report_of_which(reason: str) -> str:
    """Name a part of the answers that were judged bad."""
    return f"dont « {reason[0].lower()}{reason[1:]} »"


def report_more(count: int) -> str:
    """Say that a list goes on."""
    return "et 1 autre" if count == 1 else f"et {number(count)} autres"


def report_gone(section: str) -> str:
    """Name a passage that the folder no longer has."""
    return f"{section} (n’est plus dans les pages)"


def report_share(part: int, whole: int) -> str:
    """Write a count with its share."""
    return f"{number(part)} ({percent(part, whole)})" if whole else number(part)


def chart_of(title: str) -> str:
    """Say to who cannot see a chart what it is, and where its figures are."""
    return f"Diagramme en barres : {title}. Ses chiffres sont dans le tableau qui suit."


def digest_answers(answered: int, held_back: int) -> str:
    """Say how many questions were answered."""
    held = f"{number(held_back)} retenue{'s' if held_back > 1 else ''}" if held_back else "aucune retenue"
    return f"{number(answered)} répondue{'s' if answered > 1 else ''}, {held} faute d’être sûr."


def digest_opinions(good: int, bad: int, reasons: Sequence[tuple[str, int]]) -> str:
    """Say what was judged, and why; empty when nobody judged."""
    if not good and not bad:
        return ""
    useful = f"{number(good)} réponse{'s' if good > 1 else ''} jugée{'s' if good > 1 else ''} utile{'s' if good > 1 else ''}"
    why = ", ".join(f"{number(count)} « {reason.lower()} »" for reason, count in reasons)
    return f"{useful}, {number(bad)} pas utile{'s' if bad > 1 else ''}" + (f" : {why}." if why else ".")


def refused(problem: str, kept: datetime | None) -> str:
    """An edit of a page is not taken into service."""
    stays = f"La version du {day(kept)} à {hour(kept)} reste en service." if kept else "Cette page n’est donc pas en service."
    return f"Une modification n’a pas pu être prise en compte : {problem} {stays}"


def mended(path: str) -> str:
    """A page that was refused is in service again."""
    return f"« {path} » est corrigé : sa nouvelle version est en service."


LEARN_TITLE = "Apprendre"
LEARN_ACCEPT, LEARN_OFF_TOPIC, LEARN_SKIP = "Ajouter à ce passage", "Hors sujet", "Passer"
LEARN_ANOTHER = "Un autre passage"


def learn_button(count: int) -> str:
    """Label the button that leads to the proposals."""
    return f"Apprendre ({plural(count, 'question')})"


DIGEST_UNANSWERED = "Sans réponse"
DIGEST_RISING = "En hausse"
DIGEST_TO_MEND = "À revoir dans les pages"
DIGEST_DETAIL = "Le détail, avec tous les passages : eig-bot report --html bilan.html"


def digest_group(wording: str, size: int, others: int) -> str:
    """Show a group of questions that are alike."""
    more = f", {others} autre{'s' if others > 1 else ''} formulation{'s' if others > 1 else ''}" if others else ""
    return f"« {wording} » ({number(size)} fois{more})"


def digest_rise(section: str, now: int, before: int) -> str:
    """Show a subject that rises."""
    return f"{section} ({number(now)} fois, contre {number(before)} avant)"


def digest_mend(overdue: int, expired: int, often_bad: int, never: int) -> list[str]:
    """Say what is to be mended, one line a kind."""
    counted = (
        (overdue, "page à relire", "pages à relire"),
        (expired, "information périmée", "informations périmées"),
        (often_bad, "passage souvent jugé pas utile", "passages souvent jugés pas utiles"),
        (never, "passage jamais demandé", "passages jamais demandés"),
    )
    return [f"{number(count)} {one if count == 1 else several}" for count, one, several in counted if count]


# --- what `check` finds -----------------------------------------------------------------------------------------------

OPTION_FORMAT = "Écrit les problèmes comme annotations d’une intégration continue."
JSON_OR_FORMAT = "Choisissez --json ou --format, pas les deux."
ERROR = "erreur : "


def claimed_as_off_topic(question: str) -> str:
    """A phrasing of a passage is also in `hors-sujet.yml`."""
    return f"la question « {question} » est aussi dans hors-sujet.yml. Retirez-la d’un côté ou de l’autre."


def nearer_elsewhere(question: str, other: str, section: str, place: str) -> str:
    """A phrasing is more like one of another passage than like those of its own."""
    return (
        f"« {question} » ressemble à « {other} », sous « {section} » ({place}), plus qu’aux questions de son propre passage. "
        "Déplacez-la, ou ajoutez-lui un mot qui les distingue."
    )


NO_QUESTIONS_FOR_PAGE = (
    "cette page n’a pas de questions, alors que d’autres en ont : elle sera moins souvent trouvée. "
    "Ajoutez « questions: », avec quelques façons de demander ce qu’elle dit."
)


def entry_twice(heading: str, line: int) -> str:
    """Two entries of `passages:` name one heading: the second one alone is read."""
    return f"« {heading} » est déjà dans « passages », ligne {line} : seul le dernier est lu. Réunissez-les en un seul élément."


def reviewed_in_future(moment: date) -> str:
    """A review is dated after today."""
    return f"la relecture est datée du {day(moment)}, qui n’est pas encore venu. Corrigez « reviewed »."


def review_before_reviewed(due: date, done: date) -> str:
    """The next review is due before the last one."""
    return (
        f"la prochaine relecture, prévue avant le {day(due)}, précède la dernière, du {day(done)}. "
        "Corrigez « review_by » ou « reviewed »."
    )


def call_without_end(name: str) -> str:
    """A call has no closing date."""
    return (
        f"l’appel « {name} » n’a pas de date de fermeture : le robot le dira ouvert sans fin. "
        "Ajoutez « closes: » et sa date, écrite comme 2027-03-18."
    )


def calls_overlap(name: str, other: str, place: str) -> str:
    """Two calls for the same readers are open at one time."""
    return (
        f"l’appel « {name} » et l’appel « {other} » ({place}) sont ouverts en même temps pour le même public. "
        "Vérifiez leurs dates, ou donnez à chacun son « audience »."
    )


def spelt_otherwise(key: str, value: str, usual: str, count: int) -> str:
    """A value of a key is spelt in two ways; `count` is how often the other one is."""
    return (
        f"« {key} » vaut « {value} » ici, et « {usual} » {'ailleurs' if count < 2 else f'{count} fois ailleurs'}. "
        "Écrivez-le partout de la même façon."
    )


ADDRESS_FORM = "Écrivez-la comme « https://exemple.gouv.fr/page »."


def address_with_space(address: str) -> str:
    """An address has a space."""
    return f"l’adresse « {address} » contient une espace : le lien sera coupé. Retirez-la, ou remplacez-la par « %20 »."


def address_not_secure(address: str) -> str:
    """An address begins with "http://"."""
    return f"l’adresse « {address} » n’est pas sécurisée. Commencez-la par « https:// », après avoir vérifié qu’elle s’ouvre."


def address_without_scheme(address: str) -> str:
    """An address does not begin as it should."""
    return f"l’adresse « {address} » ne commence pas par « https:// ». {ADDRESS_FORM}"


def address_unreadable(address: str) -> str:
    """An address leads nowhere."""
    return f"l’adresse « {address} » ne mène à aucun site. {ADDRESS_FORM}"


def address_without_site(address: str, count: int) -> str:
    """A relative address, in a folder whose site is unknown; `count` is how many there are."""
    others = f", comme {plural(count - 1, 'autre')}," if count > 1 else ""
    return (
        f"l’adresse « {address} »{others} ne mène nulle part, car celle du site n’est pas connue. "
        "Ajoutez « address: https://… » dans site.yml, ou écrivez l’adresse en entier."
    )


def bad_mail(address: str) -> str:
    """An e-mail address cannot be written to."""
    return f"« {address} » n’est pas une adresse électronique. Écrivez-la comme « mailto:equipe@exemple.gouv.fr »."


def bad_phone(number: str) -> str:
    """A phone number cannot be called."""
    return f"« {number} » n’est pas un numéro de téléphone. Écrivez-le comme « tel:+33123456789 »."


def bad_contact(contact: str) -> str:
    """The team's contact is neither an e-mail address nor a page."""
    return (
        f"« contact » vaut « {contact} », qui n’est ni une adresse électronique ni une page. "
        "Écrivez « equipe@exemple.gouv.fr », ou « https://exemple.gouv.fr/contact »."
    )


def dead_anchor(anchor: str, page: str, near: str | None) -> str:
    """A link leads to a heading that its page does not have."""
    hint = f"Vouliez-vous écrire « #{near} » ?" if near else f"Retirez « #{anchor} », ou recopiez un titre de cette page."
    return f"« #{anchor} » ne mène à aucun titre de {page}. {hint}"


def link_to_file(href: str, *, is_there: bool) -> str:
    """A link leads to a Markdown file, which readers do not have."""
    why = "mène à un fichier, que vos lecteurs n’ont pas" if is_there else "mène à un fichier qui n’est pas dans le dossier"
    return f"le lien « {href} » {why}. Écrivez l’adresse de la page officielle."


def link_without_address(label: str) -> str:
    """A link has no address."""
    return f"le lien « {label} » n’a pas d’adresse. Écrivez-la entre les parenthèses, ou retirez le lien."


def broken_link(written: str) -> str:
    """What should be a link is read as text."""
    return f"« {written} » n’est pas lu comme un lien : son adresse contient une espace. Remplacez-la par « %20 »."


def image_undescribed(name: str, *, is_html: bool) -> str:
    """An image has no description."""
    how = (
        'Ajoutez « alt="ce qu’elle montre" », ou « alt="" » si elle ne fait que décorer.'
        if is_html
        else "Écrivez ce qu’elle montre entre les crochets de « ![](…) »."
    )
    which = f"l’image « {name} »" if name else "cette image"
    return f"{which} n’a pas de description : qui ne la voit pas n’en saura rien. {how}"


def heading_repeated(heading: str, line: int) -> str:
    """A heading stands twice on a page."""
    return f"le titre « {heading} » est déjà ligne {line} : un lien ne mènera qu’au premier. Précisez l’un des deux."


def empty_section(heading: str) -> str:
    """A heading has no text."""
    return f"il n’y a aucun texte sous « {heading} » : le robot ne le montrera pas. Écrivez ce texte, ou supprimez le titre."


def leftover(found: str) -> str:
    """A mark that a text is not finished."""
    return f"« {found} » est resté dans la page, et vos lecteurs le verront. Complétez ce passage, ou retirez-le."
