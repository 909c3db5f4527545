"""What is wrong with a knowledge file, for the programme team."""

from collections.abc import Sequence

NOT_UTF8 = "ce fichier n’est pas en UTF-8. Enregistrez-le avec l’encodage « UTF-8 »."
EMPTY_FILE = "ce fichier est vide. Écrivez son contenu, ou supprimez-le."
NO_FRONT_MATTER = "il manque l’en-tête. Commencez le fichier par « --- », « title: … », puis « --- »."
FRONT_MATTER_WITHOUT_END = "l’en-tête n’est pas fermé. Terminez-le par la ligne qui l’ouvre, avant le texte."
BROKEN_TOML = "l’en-tête « +++ » n’est pas lisible ici. Mettez les textes entre guillemets, un « clé = valeur » par ligne."
FRONT_MATTER_NOT_A_MAPPING = "l’en-tête n’est pas une suite de lignes « clé: valeur ». Écrivez au moins « title: … »."
BROKEN_YAML = (
    "l’en-tête n’est pas lisible ici. Vérifiez le décalage des lignes, et mettez entre guillemets "
    "les textes qui contiennent « : » ou « # »."
)
CONFLICT = (
    "deux versions de ce texte se suivent, car Git n’a pas su choisir. Gardez la bonne, et supprimez l’autre avec les lignes "
    "qui commencent par <<<<<<<, ======= et >>>>>>>."
)
INVISIBLE_CHARACTER = "cette ligne contient un caractère invisible. Effacez-la, puis retapez-la."
HOME = "Accueil"
NO_TEXT = "cette page n’a aucun texte : elle ne répondra à rien. Écrivez son contenu."
LINK_LEAVES_FOLDER = "ce lien symbolique mène hors du dossier. Remplacez-le par une copie du fichier."
LFS_POINTER = "le texte de cette page est dans Git LFS, que le robot ne lit pas. Retirez les pages du suivi de Git LFS."
UNREADABLE = "ce fichier ne peut pas être lu. Vérifiez ses droits d’accès."
TOO_INTRICATE = "ces lignes sont trop imbriquées. Réduisez-en les niveaux, et n’écrivez ni « & » ni « * » devant une valeur."
TYPE_TEXT = "un texte"
TYPE_TEXTS = "une liste de textes, un par ligne, précédés de « - »"
TYPE_MAPPING = "des lignes « clé: valeur »"
TYPE_MAPPINGS = "une liste d’éléments, précédés de « - »"
TYPE_GROUPS = "une liste de groupes, comme « - [salaire, paie] »"
THE_FILE = "ce fichier"
ADDRESS_WITHOUT_SCHEME = "l’adresse du site doit commencer par « https:// »."
TYPE_PERCENT = "un pourcentage de 0 à 100, comme « 10 »"
TYPE_DATE = "une date, sous la forme 2027-05-31 (ou 2027-05-31T23:59)"


def with_tab(line: str) -> str:
    """Say that a line has a tab, which YAML takes nowhere; `line` is as it should be, its spaces in front included."""
    return f"cette ligne contient une tabulation. Remplacez-la par des espaces : « {line} »."


def with_sign(sign: str, line: str) -> str:
    """Say that a value has a `sign` in it that means something else to YAML; `line` is as it should be, with quotes."""
    return f"cette valeur contient « {sign} », qui a ici un autre sens. Mettez-la entre guillemets : « {line} »."


def without_quote(line: str) -> str:
    """Say that a value opens with a quotation mark that is not closed; `line` is as it should be."""
    return f"il manque un guillemet à la fin. Écrivez : « {line} »."


def quote_within(sign: str, line: str) -> str:
    """Say that a value holds the quotation mark that encloses it, `sign`; `line` is as it should be, with the other ones."""
    return f"cette valeur contient elle-même « {sign} ». Changez les guillemets qui l’entourent : « {line} »."


def without_space(line: str) -> str:
    """Say that a key and its value are not parted by a space; `line` is as it should be."""
    return f"il manque une espace après « : ». Écrivez : « {line} »."


def without_bracket(sign: str, line: str) -> str:
    """Say that a list is not closed by its `sign`; `line` is as it should be."""
    return f"il manque « {sign} » à la fin. Écrivez : « {line} »."


def misaligned(spaces: int, line: str) -> str:
    """Say that a `line`, shown without the spaces in front of it, should begin with as many `spaces`."""
    how = "au bord, sans espace devant" if not spaces else f"avec {spaces} espaces devant"
    return f"cette ligne n’est pas alignée avec celles qui l’entourent. Écrivez-la {how} : « {line} »."


def wrong_type(key: str, expected: str) -> str:
    """Say what a `key` must hold; `expected` is one of the `TYPE_…` of this module, which follows "doit contenir"."""
    return f"« {key} » doit contenir {expected}."


CALL_OUTSIDE_PASSAGES = "« call » se met dans un élément de « passages », sous le « heading » du passage. Déplacez-le."


def misspelt_key(key: str, known: str) -> str:
    """Say that a `key` looks like one of ours, `known`, and is none."""
    return f"« {key} » n’est pas une clé connue. Vouliez-vous écrire « {known} » ?"


def unknown_key(key: str, known: list[str]) -> str:
    """Say that a `key` cannot stand here, and which ones can: `known`, in the order in which they are listed."""
    return f"« {key} » n’est pas une clé connue ici. Les clés possibles sont : {', '.join(known)}."


def key_twice(key: str) -> str:
    """Say that a `key` stands twice in one mapping, of which YAML would keep the last without a word."""
    return f"« {key} » est écrit deux fois. Gardez une seule de ces lignes."


def entry_without(key: str, required: str) -> str:
    """Say that an item of the list `key` ("passages") lacks what names it: the key `required` ("heading")."""
    return f"un élément de « {key} » n’a pas de « {required} ». Ajoutez-le."


def call_closes_before_it_opens(name: str) -> str:
    """Say that the dates of the call `name` are the wrong way round."""
    return f"l’appel « {name} » ferme avant d’ouvrir. Vérifiez « opens » et « closes »."


def no_such_heading(heading: str, suggestion: str | None) -> str:
    """Say that `passages:` names a heading that the page does not have.

    Args:
        heading: as the entry names it.
        suggestion: the heading of the page that was probably meant; None when none is like it.
    """
    hint = f" Vouliez-vous écrire « {suggestion} » ?" if suggestion else " Recopiez le titre tel qu’il est dans la page."
    return f"la page n’a pas de titre « {heading} ».{hint}"


def file_too_large(limit: int) -> str:
    """Say that a file is too large to be a page; `limit` is in bytes."""
    return (
        f"ce fichier est trop gros ({limit // 1_000_000} Mo au plus). "
        "Une page est un texte : retirez-en les images, ou découpez-la en plusieurs."
    )


def no_such_folder(folder: str) -> str:
    """Tell the operator that there is no `folder` of that path to read pages from."""
    return (
        f"Le dossier de connaissances « {folder} » n’existe pas. Indiquez-le avec --knowledge ou la variable EIG_BOT_KNOWLEDGE."
    )


NAMED = 5
"""Names that are told of files that are not read: enough to know which are meant."""


def not_read(reason: str, count: int, names: Sequence[str], tool: str) -> str:
    """Say that files of the folder are not read, and why.

    Args:
        reason: "kind", "draft", "ignored", "excluded", "repository", "technical" or "outside".
        count: of the files.
        names: what they have in common: endings, folders, or their own names.
        tool: what makes the site, if anything does.
    """
    one = count < 2
    begin = f"{count} fichier n’est pas lu" if one else f"{count} fichiers ne sont pas lus"
    named = f"({', '.join([*names[:NAMED], *(['…'] if len(names) > NAMED else [])])})"
    they, all_of_them = "il" if one else "ils", ", ".join(f'"!{name}"' for name in names)
    of_tool = f"d’{tool}" if tool.startswith(("A", "E", "H", "O")) else f"de {tool}"
    because, what_to_do = {
        "kind": (
            f"car {'il n’est' if one else 'ils ne sont'} pas en Markdown {named}",
            " Copiez dans des pages .md les textes qui comptent.",
        ),
        "draft": (f"car {'c’est un brouillon' if one else 'ce sont des brouillons'} {named}", ""),
        "ignored": (f"car site.yml {'l’écarte' if one else 'les écarte'} {named}", ""),
        "excluded": (
            f"car la configuration {of_tool} {'l’écarte' if one else 'les écarte'} {named}",
            f" Pour {'le' if one else 'les'} lire aussi, ajoutez à site.yml la ligne « ignore: [{all_of_them}] ».",
        ),
        "repository": (f"car {they} {'parle' if one else 'parlent'} du dossier, pas du service {named}", ""),
        "technical": (f"car {they} {'sert' if one else 'servent'} à fabriquer le site {named}", ""),
        "outside": (
            f"car {tool} prend ses pages ailleurs {named}",
            f" Pour {'le' if one else 'les'} lire aussi, ajoutez à site.yml la ligne « ignore: [{all_of_them}] ».",
        ),
    }[reason]
    return f"{begin}, {because}.{what_to_do}"


def nothing_to_serve(folder: str, first_problem: str | None, not_read: Sequence[str] = ()) -> str:
    """Say that the bot cannot run on a folder of which no page can be served.

    Args:
        folder: its path.
        first_problem: the first error in it, with its place; None when there is no page at all.
        not_read: sentences that say which of its files are not read.
    """
    detail = f" Premier problème : {first_problem}" if first_problem else "".join(f" {sentence}" for sentence in not_read)
    return f"Aucune page du dossier « {folder} » ne peut être utilisée : il faut au moins un fichier .md avec du texte.{detail}"


def all_unpublished(count: int) -> str:
    """Say why nothing can be served although pages are there: `count` of them are not published."""
    found = "1 page n’est pas publiée" if count == 1 else f"{count} pages ne sont pas publiées"
    return f"{found} (brouillon, ou hors de ses dates)."


SITE_UNKNOWN = (
    "d’ici là, aucune page n’est servie : ce fichier en écarte peut-être (« ignore »), et le robot ne sait pas lesquelles."
)
ADDRESS_PATTERN = "un modèle d’adresse, comme « /{path}/ » ou « /actualites/{name}.html »"
