"""What `eig-bot learn` and its modal say."""

from eig_bot.messages.french import percent, plural

COMMAND = "Propose d’ajouter aux pages des questions posées au robot ; vous décidez de chacune."
OPTION_PATCH = "N’écrit rien dans les pages : donne les ajouts sous forme de correctif (pour git apply)."
NOTHING_TO_LEARN = "Rien à proposer : aucune question du journal n’attend de décision."
MEASURING = "Mesure sur les questions « expect »…"
NO_PASSAGE = "Aucun passage n’est proposé : choisissez-en un, ou dites que la question est hors sujet."
NOT_MEASURED = "Le dossier n’a pas de question « expect » : l’effet de cet ajout ne peut pas être mesuré."
NO_CHANGE = "Aucune question « expect » ne change."
WHAT = "Tapez l’une des lettres proposées."
LATER = "Laissée pour plus tard."
SEARCH = "Numéro du passage, ou quelques mots pour chercher (Entrée pour revenir) > "
NOTHING_FOUND = "Aucun passage trouvé. Essayez avec d’autres mots."
KEYS = {
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


def learn_number(number: int, total: int) -> str:
    """Say which question is shown: the `number` of it, from 1, of a `total` that may grow meanwhile."""
    return f"Question {number} sur {total}"


def question(question: str) -> str:
    """Quote the `question` that might become a phrasing."""
    return f"« {question} »"


def asked(asked: int, chosen: int, replied: int, *, refused: int, unanswered: int) -> str:
    """Say how often a question was asked, and what came of it; what never happened is left out.

    Args:
        asked: how often, in all.
        chosen: how many chose the passage among suggestions.
        replied: to how many of the team's replies the passage is the nearest.
        refused: how many turned down all suggestions.
        unanswered: how often the bot found nothing.
    """
    counted = (
        ("choix de ce passage", chosen),
        ("réponse de l’équipe", replied),
        ("« Aucune de ces réponses »", refused),
        ("aucune réponse", unanswered),
    )
    listed = " ; ".join(f"{what} : {count}" for what, count in counted if count)
    return f"Posée {asked} fois ({listed})." if listed else f"Posée {asked} fois."


def passage(section: str, page: str) -> str:
    """Name the passage that a question would find: its heading `section`, and its `page` within the folder."""
    return f"Passage proposé : « {section} » ({page})"


def candidate(number: int, section: str, page: str) -> str:
    """List a passage that may be chosen instead.

    Args:
        number: to type, from 1.
        section: its heading.
        page: its file within the folder.
    """
    return f"{number}. {section} ({page})"


def figures(right: tuple[int, int], helpful: tuple[int, int], total: int) -> str:
    """Say what becomes of the `expect:` questions, in percent.

    Args:
        right: how many get the right answer, before and after.
        helpful: how many bring their passage among the three first, before and after.
        total: how many there are.
    """
    shares = [f"{percent(before, total)} avant, {percent(after, total)} après" for before, after in (right, helpful)]
    return f"Questions « expect » justes : {shares[0]} ; utiles : {shares[1]}."


def changed(question: str, before: int, after: int) -> str:
    """Say what becomes of one `expect:` question: 0 missed, 1 among the three first, 2 right.

    Args:
        question: that changes.
        before: what became of it so far, 0 to 2.
        after: what would become of it, 0 to 2; another one than before.
    """
    became = "devient juste" if after == 2 else "devient utile"
    lost = "n’est plus utile" if after == 0 else "n’est plus juste, mais reste utile"
    return f"  {'+' if after > before else '−'} {became if after > before else lost} : « {question} »"


def more_changes(count: int) -> str:
    """Say that `count` other questions change, which one screen has no room for."""
    return f"  et {plural(count, 'autre')}."


def choices(*, has_passage: bool) -> str:
    """Ask what to do with a proposal, a letter each; `has_passage` tells whether it can be accepted as it is."""
    accept = "[a] accepter  " if has_passage else ""
    return f"{accept}[p] autre passage  [h] hors sujet  [s] sauter sans y revenir  [q] quitter > "


def written(place: str, *, is_planned: bool) -> str:
    """Say where a question was added.

    Args:
        place: `page.md:line`.
        is_planned: True where it goes into a patch, and no file was touched.
    """
    return f"À ajouter : {place}" if is_planned else f"Ajoutée : {place}"


def summary(accepted: int, off_topic: int, skipped: int) -> str:
    """End a round with how many questions were decided on.

    Args:
        accepted: that became phrasings.
        off_topic: that are nobody's here.
        skipped: that are not proposed again.
    """
    return f"{plural(accepted, 'question')} dans les pages, {off_topic} hors sujet, {plural(skipped, 'sautée')}."


TITLE = "Apprendre"
ACCEPT, OFF_TOPIC, SKIP = "Ajouter à ce passage", "Hors sujet", "Passer"
ANOTHER = "Un autre passage"


def button(count: int) -> str:
    """Label the button of the digest that leads to the proposals, `count` of them."""
    return f"Apprendre ({plural(count, 'question')})"
