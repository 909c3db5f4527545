"""Which values of a page's front matter are settings, of what makes the site or of the team, and which are what it says."""

import re

ENOUGH = 6
"""Words from which a value says something, whatever its key is called: "Ressources humaines" may be one, a sentence is none.
Set by hand on front matter of ten tools (`tests/folders`); what a website says of itself in its own keys stays as it was."""


def is_setting(key: str) -> bool:
    """Return whether nobody reads what a key holds, be it a word, a list or a whole mapping.

    Args:
        key: as it is written: `sidebar_position`, `sidebarPosition` and `sidebar-position` are one.
    """
    bare = _bare(key)
    return bare in _SETTINGS or _SETTING.match(bare) is not None or _FLAG.match(key) is not None


def says_something(key: str, written: str) -> bool:
    """Return whether a value that stands by itself is said to a reader: it is long enough, it is marked up, or its key says so.

    Args:
        key: that holds it.
        written: the value.
    """
    words = [word for word in written.split() if re.search(r"\w", word)]
    return len(words) >= ENOUGH or _MARKDOWN.search(written) is not None or _bare(key) in _SAID


def as_said(key: str, written: str) -> str:
    """Return a value as a reader understands it: a figure of a few words says of what it is ("Téléphone : 12 34").

    Args:
        key: that holds it.
        written: the value.
    """
    if _bare(key) not in _FACTS or len(written.split()) >= ENOUGH or _MARKDOWN.search(written):
        return written
    label = re.sub(r"[-_\s]+", " ", key).strip()
    return f"{label[:1].upper()}{label[1:]}\u00a0: {written}"


def _bare(key: str) -> str:
    return re.sub(r"[\W_]", "", key.lower())


def _keys(listed: str) -> frozenset[str]:
    """Return names that are written one after the other."""
    return frozenset(map(_bare, listed.split()))


_MARKDOWN = re.compile(r"\]\(|\*\*\w|(?<!\w)__\w|<[a-z]+[ />]|^#{1,6} |^[*+-] |\n", re.MULTILINE)
_SETTINGS = _keys(r"""
    layout template css class cssclass cssclasses class_name page_class body_class icon emoji color colour hide toc
    image images img photo logo picture thumbnail teaser banner ogimage
    menu sidebar navbar weight parent grand_parent has_children prev next up down related_pages related_repos
    slug permalink path aliases alias id uid redirect redirects external canonical robots sitemap lang locale
    type published visible draft cascade outputs resources params plugins math mermaid
    author authors editor editors maintainer maintainers contributors reviewers created_by last_editor
    keywords keyword categories category taxonomies
""")
"""How a page looks, where it stands, what is done with it, who keeps it, how it is sorted (which its tags say)."""
_SETTING = re.compile(
    r"sidebar|navbar|pagination|opengraph|og[a-z]|twitter|seo(?!\w*urit)|meta(?:desc|title|data|tags|keywords)|redirect|excerptsep"
    r"|(?:custom|extra)(?:css|js|head|edit)|excalidraw|kanban|cover|toc(?:depth|max|min|level)|hide[a-z]|show[a-z]|eleventy"
)
"""How the keys of a family begin, for a tool has new ones with each version."""
_FLAG = re.compile(r"(?:is|has|can|show|hide|enable|disable|use|allow)(?:[_-]|[A-Z])")
"""What a page is or has, for whom makes the site: `is_open: -1`, `hasMap: 2`."""
_FACTS = _keys(r"""
    phone tel téléphone telephone mobile email mail e_mail courriel address adresse bureau office lieu ville commune location
    hours horaires horaire price prix tarif tarifs cost coût montant durée deadline échéance délai
""")
"""Facts that nobody understands without what they are called."""
_SAID = _FACTS | _keys(r"""
    desc description text texte content contenu body intro introduction summary résumé chapo lead subtitle sous_titre
    details answer réponse note quote citation
    who what when where qui quoi quand où role rôle fonction poste job métier
    organisation organization organisme employeur company contact place town city duration dates public
""")
"""Texts, and facts about a person, a place, an event: read however short they are."""
