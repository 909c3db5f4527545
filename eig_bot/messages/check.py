"""What `eig-bot check` finds, and how it ends."""

from datetime import date

from eig_bot.messages.french import day, plural


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


COMMAND = "Vérifie le dossier de connaissances ; chaque ligne dit où, quoi, et comment corriger."
OK = "Tout est en ordre"


def summary(files: int, passages: int, errors: int, warnings: int) -> str:
    """End a check."""
    found = f"{plural(files, 'page')}, {plural(passages, 'passage')}"
    if not errors and not warnings:
        return f"{OK} : {found}."
    return f"{found} ; {plural(errors, 'erreur')}, {plural(warnings, 'avertissement')}."


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
