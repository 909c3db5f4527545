"""What `eig-bot check` finds, and how it ends."""

from collections.abc import Sequence
from datetime import date

from eig_bot.messages.french import day, percent, plural, weekday


def claimed_twice(question: str, section: str, place: str) -> str:
    """Say that two passages hold one phrasing: the search could not tell which one is meant.

    Args:
        question: the phrasing, as the second passage writes it.
        section: heading of the passage that had it first.
        place: where it stands there, `page.md:line`.
    """
    return f"la question « {question} » est aussi celle de « {section} » ({place}). Ne la gardez que dans un des deux passages."


def too_alike(question: str, other: str, section: str) -> str:
    """Say that two phrasings of one passage teach the search the same thing.

    Args:
        question: the first of them.
        other: the second, of which one should go.
        section: heading of their passage.
    """
    return (
        f"sous « {section} », « {question} » et « {other} » se ressemblent trop. "
        "Supprimez l’une des deux, ou écrivez-la avec d’autres mots."
    )


def contradiction(sentence: str, other: str, section: str, place: str) -> str:
    """Say that two passages give different figures for one thing.

    Args:
        sentence: what the second passage says, where the problem is shown.
        other: what the first one says.
        section: heading of the first.
        place: where the first begins, `page.md:line`.
    """
    return (
        f"« {sentence} » ne donne pas les mêmes chiffres que « {other} », sous « {section} » ({place}). "
        "Vérifiez lesquels sont justes."
    )


def review_overdue(moment: date, owner: str | None) -> str:
    """Say that a page should have been read again before `moment`, by its `owner` if it names one."""
    who = f" par {owner}" if owner else ""
    return f"cette page devait être relue{who} avant le {day(moment)}. Relisez-la, puis changez « reviewed » et « review_by »."


def no_longer_valid(section: str, moment: date) -> str:
    """Say that the text under the heading `section` is kept although `moment`, its last day, has passed."""
    return f"« {section} » n’est plus valable depuis le {day(moment)}. Mettez ce texte à jour, ou supprimez-le."


def no_url(section: str) -> str:
    """Say that the passage under the heading `section` names no official page, so that its answers cite no source."""
    return f"« {section} » n’a pas de page officielle à citer. Ajoutez « url: https://… »."


def no_url_anywhere(count: int) -> str:
    """Say, once for a folder, that its answers cite no official page, since none of its pages has an address: `count`."""
    pages = "cette page n’a pas d’adresse" if count == 1 else f"les {count} pages de ce dossier n’ont pas d’adresse"
    return f"{pages} : les réponses ne citeront aucune source. Si elles sont sur un site, dites son adresse dans site.yml."


def expectation_missed(question: str, section: str, first: str | None, *, is_a_word: bool = False) -> str:
    """Say that a question of `expect:` no longer finds its passage.

    Args:
        question: that was asked.
        section: heading of the passage that it should find.
        first: what comes first instead, as `passage_at` names it; None where nothing is shown.
        is_a_word: True where it is one word, which the lexicon may explain.
    """
    instead = f"vient d’abord {first}" if first else "aucun passage n’est montré"
    lexicon = " Si son mot a un synonyme dans vos pages, dites-le dans « lexique.yml »." if is_a_word else ""
    return (
        f"la question « {question} » (expect) n’amène plus « {section} » parmi les trois premiers passages : {instead}. "
        f"Ajoutez à ce passage une façon de demander qui lui ressemble, ou reformulez-la.{lexicon}"
    )


def too_misleading(misleading: int, questions: int, limit: float) -> str:
    """Say that more answers mislead than `site.yml` allows.

    Args:
        misleading: answers that were given and wrong.
        questions: of `expect:` that were asked.
        limit: the share that is allowed, from 0 to 1.
    """
    return (
        f"{percent(misleading, questions)} des réponses aux questions « expect » sont trompeuses, et ce dossier en accepte "
        f"{percent(limit, 1)} au plus. « eig-bot eval » dit lesquelles : ajoutez aux passages attendus des façons de demander "
        "qui leur ressemblent."
    )


def passage_at(section: str, place: str) -> str:
    """Name a passage within a sentence, by the heading `section` and its `place`, `page.md:line`."""
    return f"« {section} » ({place})"


COMMAND = "Vérifie le dossier de connaissances ; chaque ligne dit où, quoi, et comment corriger."
OK = "Tout est en ordre"


def expected(questions: int, right: int, misleading: int) -> str:
    """Say what the `expect:` questions of a folder got, as `eig-bot eval` counts it.

    Args:
        questions: how many were asked.
        right: how many got the right answer.
        misleading: how many got a wrong one.
    """
    return (
        f"Questions « expect » : {plural(questions, 'posée')}, {plural(right, 'juste')} ({percent(right, questions)}), "
        f"{plural(misleading, 'trompeuse')} ({percent(misleading, questions)})."
    )


def confused(pairs: Sequence[tuple[str, str]]) -> str:
    """Name the passages that are most easily taken for another.

    Args:
        pairs: of passages, as `passage_at` names them, the most alike first.
    """
    lines = "\n".join(f"  {one} et {other}" for one, other in pairs)
    return (
        "Les passages qui se confondent le plus : une question peut mener à l’un comme à l’autre. Commencez vos « questions: » "
        f"par eux, ou réunissez-les s’ils disent la même chose.\n{lines}"
    )


def without_phrasings(count: int, passages: int) -> str:
    """Say how many passages nobody wrote a phrasing for.

    Args:
        count: of these passages, at least 1.
        passages: how many there are, posts and lists of headings apart.
    """
    if count == passages:
        return (
            "Aucun passage n’a encore de questions (« questions: ») : avec quelques façons de demander, "
            "chacun sera plus souvent trouvé."
        )
    are = "n’a pas" if count < 2 else "n’ont pas"
    return f"{plural(count, 'passage')} sur {passages} {are} encore de questions (« questions: »)."


def summary(files: int, passages: int, errors: int, warnings: int, *, is_misled: bool = False) -> str:
    """End a check with how much was read and found.

    Args:
        files: pages in service.
        passages: that they hold.
        errors: which make the check fail.
        warnings: which do not.
        is_misled: True when an `expect:` question got a wrong answer: then not all is in order.
    """
    found = f"{plural(files, 'page')}, {plural(passages, 'passage')}"
    if not errors and not warnings and not is_misled:
        return f"{OK} : {found}."
    return f"{found} ; {plural(errors, 'erreur')}, {plural(warnings, 'avertissement')}."


def nothing_to_serve(unpublished: int) -> str:
    """Say that no page of a folder is served.

    Args:
        unpublished: how many of its pages could be, were they published.
    """
    if not unpublished:
        return "ce dossier n’a aucune page que le robot puisse lire. Ajoutez-y au moins un fichier .md avec du texte."
    found = "la seule page" if unpublished == 1 else f"aucune des {unpublished} pages"
    is_not = "n’est pas publiée" if unpublished == 1 else "n’est publiée"
    return f"{found} de ce dossier {is_not} (brouillon, ou hors de ses dates) : le robot ne répond à rien. Relisez ses dates."


NAMED = 5
"""Pages that are named of those that are not published: enough to know which are meant."""


def unpublished(paths: Sequence[str]) -> str:
    """Say, after the summary, which pages are not served since they are not published: `paths`, at least one."""
    count = len(paths)
    named = ", ".join([*paths[:NAMED], *(["…"] if count > NAMED else [])])
    if count == 1:
        return f"1 page n’est pas publiée (brouillon, ou hors de ses dates) : elle ne répond à rien ({named})."
    return f"{count} pages ne sont pas publiées (brouillons, ou hors de leurs dates) : elles ne répondent à rien ({named})."


OPTION_FORMAT = "Écrit les problèmes comme annotations d’une intégration continue."
OPTION_ON = (
    "Vérifie le dossier comme ce jour-là (2027-02-01), et dit ce qui sera répondu aux questions d’ouverture de site.yml."
)
NO_OPENING_QUESTIONS = (
    "Aucune question d’ouverture à poser : ajoutez « opening_questions: » à site.yml, avec ce que vos lecteurs demandent "
    "le jour où un appel ouvre."
)
JSON_OR_FORMAT = "Choisissez --json ou --format, pas les deux."
ERROR = "erreur : "
NOTE = "à noter : "


def answered_on(moment: date) -> str:
    """Lead to what will be answered to the opening questions on a day, `moment`."""
    return f"Ce qui sera répondu le {weekday(moment)} :"


def bad_day(written: str) -> str:
    """Say that what was `written` after `--on` is no day of the calendar."""
    return f"« {written} » n’est pas un jour. Écrivez-le comme 2027-02-01."


def claimed_as_off_topic(question: str) -> str:
    """Say that a `question` of a passage is also said to be nobody's, in `hors-sujet.yml`."""
    return f"la question « {question} » est aussi dans hors-sujet.yml. Retirez-la d’un côté ou de l’autre."


def nearer_elsewhere(question: str, other: str, section: str, place: str) -> str:
    """Say that a phrasing is more like one of another passage than like those of its own.

    Args:
        question: the phrasing.
        other: that of the other passage.
        section: heading of the other passage.
        place: where `other` stands, `page.md:line`.
    """
    return (
        f"« {question} » ressemble à « {other} », sous « {section} » ({place}), plus qu’aux questions de son propre passage. "
        "Déplacez-la, ou ajoutez-lui un mot qui les distingue."
    )


NO_QUESTIONS_FOR_PAGE = (
    "cette page n’a pas de questions, alors que d’autres en ont : elle sera moins souvent trouvée. "
    "Ajoutez « questions: », avec quelques façons de demander ce qu’elle dit."
)


def entry_twice(heading: str, line: int) -> str:
    """Say that two entries of `passages:` name one heading, of which the second alone is read.

    Args:
        heading: that both name.
        line: of the first entry, in the same file.
    """
    return f"« {heading} » est déjà dans « passages », ligne {line} : seul le dernier est lu. Réunissez-les en un seul élément."


def no_such_catalogue(folder: str) -> str:
    """Say that a `folder` named under `catalogues:` of `site.yml` holds no page."""
    return f"« catalogues » nomme le dossier « {folder} », qui n’a aucune page. Corrigez son nom, ou retirez cette ligne."


def reviewed_in_future(moment: date) -> str:
    """Say that a page claims to have been read on `moment`, a day that has not come yet."""
    return f"la relecture est datée du {day(moment)}, qui n’est pas encore venu. Corrigez « reviewed »."


def review_before_reviewed(due: date, done: date) -> str:
    """Say that the next review, `due`, comes before the last one, `done`: one of the two days is a slip."""
    return (
        f"la prochaine relecture, prévue avant le {day(due)}, précède la dernière, du {day(done)}. "
        "Corrigez « review_by » ou « reviewed »."
    )


def call_without_end(name: str) -> str:
    """Say that the call `name` has no closing date, so that the bot would tell it open for ever."""
    return (
        f"l’appel « {name} » n’a pas de date de fermeture : le robot le dira ouvert sans fin. "
        "Ajoutez « closes: » et sa date, écrite comme 2027-03-18."
    )


def call_without_start(name: str) -> str:
    """Say that the call `name` has no opening date, so that the bot would not tell when it is open."""
    return (
        f"l’appel « {name} » n’a pas de date d’ouverture : le robot dira qu’il est annoncé, jamais qu’il est ouvert. "
        "Ajoutez « opens: » et sa date, écrite comme 2027-01-25."
    )


def results_without_address(name: str) -> str:
    """Say that the call `name` has a day from which its results are there, and no page of results to give then."""
    return f"l’appel « {name} » a un « results_from » sans « results_url ». Ajoutez l’adresse des résultats."


def call_twice(name: str, place: str) -> str:
    """Say that two calls are called alike, so that what tells of one would be taken for what tells of the other.

    Args:
        name: of the second, where the problem is shown.
        place: where the first stands, `page.md:line`.
    """
    return f"un autre appel s’appelle déjà « {name} » ({place}). Distinguez-les, par exemple par leur année."


def no_such_call(name: str, near: str | None) -> str:
    """Say that `call:` names a call that the folder does not have.

    Args:
        name: as it is written.
        near: the call that was probably meant; None when none is like it.
    """
    hint = f"Vouliez-vous écrire « {near} » ?" if near else "Si c’est une faute, recopiez son nom tel qu’il est sous « calls »."
    return f"aucun appel ne s’appelle « {name} » : le robot tient cet appel pour terminé. {hint}"


def call_untold(section: str, sign: str, call: str) -> str:
    """Propose the call that a passage seems to tell of, so that it does not answer alone once the next one opens.

    Args:
        section: heading of the passage.
        sign: the words that look like it.
        call: name of the call.
    """
    return (
        f"« {section} » semble parler de l’appel « {call} » (« {sign} »). Si c’est le cas, ajoutez « call: {call} » "
        "à ce passage, sous « passages » ; sinon, « call: aucun »."
    )


def calls_overlap(name: str, other: str, place: str) -> str:
    """Say that two calls for the same readers are open at one time.

    Args:
        name: of the second call, where the problem is shown.
        other: name of the first.
        place: where the first stands, `page.md:line`.
    """
    return (
        f"l’appel « {name} » et l’appel « {other} » ({place}) sont ouverts en même temps pour le même public. "
        "Vérifiez leurs dates, ou donnez à chacun son « audience »."
    )


def spelt_otherwise(key: str, value: str, usual: str, count: int) -> str:
    """Say that a name is spelt otherwise than on other pages.

    Args:
        key: that holds it ("owner").
        value: as it is spelt here.
        usual: as it is spelt elsewhere.
        count: how often it is spelt so.
    """
    return (
        f"« {key} » vaut « {value} » ici, et « {usual} » {'ailleurs' if count < 2 else f'{count} fois ailleurs'}. "
        "Écrivez-le partout de la même façon."
    )
