"""What `check` says of addresses, links and images."""

from eig_bot.messages.french import plural

ADDRESS_FORM = "Écrivez-la comme « https://exemple.gouv.fr/page »."


def address_with_space(address: str) -> str:
    """Say that an `address` of the front matter has a space in it, at which the link would end."""
    return f"l’adresse « {address} » contient une espace : le lien sera coupé. Retirez-la, ou remplacez-la par « %20 »."


def address_not_secure(address: str) -> str:
    """Say that an `address` of the front matter begins with "http://", without encryption."""
    return f"l’adresse « {address} » n’est pas sécurisée. Commencez-la par « https:// », après avoir vérifié qu’elle s’ouvre."


def address_without_scheme(address: str) -> str:
    """Say that an `address` begins neither with "https://" nor as a relative one ("www.…", "ftp://…")."""
    form = ADDRESS_FORM if ":" in address else f"Écrivez « https://{address} »."
    return f"l’adresse « {address} » ne commence pas par « https:// ». {form}"


def address_unreadable(address: str) -> str:
    """Say that an `address` begins with "https://" and has no host after it, as one that was left unfinished."""
    return f"l’adresse « {address} » ne mène à aucun site. {ADDRESS_FORM}"


def address_without_site(address: str, count: int) -> str:
    """Say, once for a folder, that relative addresses lead nowhere without that of the site.

    Args:
        address: the first one.
        count: how many there are, with the first.
    """
    others = f", comme {plural(count - 1, 'autre')}," if count > 1 else ""
    return (
        f"l’adresse « {address} »{others} ne mène nulle part, car celle du site n’est pas connue. "
        "Ajoutez « address: https://… » dans site.yml, ou écrivez l’adresse en entier."
    )


def bad_mail(address: str) -> str:
    """Say that the `address` of a `mailto:` link is no e-mail address."""
    return f"« {address} » n’est pas une adresse électronique. Écrivez-la comme « mailto:equipe@exemple.gouv.fr »."


def bad_phone(number: str) -> str:
    """Say that the `number` of a `tel:` link is no phone number, French or international."""
    return f"« {number} » n’est pas un numéro de téléphone. Écrivez-le comme « tel:+33123456789 »."


def bad_contact(contact: str) -> str:
    """Say that the `contact` of `site.yml`, which readers are sent to, is neither an e-mail address nor a page."""
    return (
        f"« contact » vaut « {contact} », qui n’est ni une adresse électronique ni une page. "
        "Écrivez « equipe@exemple.gouv.fr », ou « https://exemple.gouv.fr/contact »."
    )


def dead_anchor(anchor: str, page: str, near: str | None) -> str:
    """Say that a link leads to a heading that its page does not have.

    Args:
        anchor: that the link names, without "#".
        page: file of the folder that it leads to.
        near: the anchor of that page that was probably meant; None when none is like it.
    """
    hint = f"Vouliez-vous écrire « #{near} » ?" if near else f"Retirez « #{anchor} », ou recopiez un titre de cette page."
    return f"« #{anchor} » ne mène à aucun titre de {page}. {hint}"


def link_to_file(href: str, *, is_there: bool) -> str:
    """Say that a link names the file of a page that has no address, so that it stays text.

    Args:
        href: the link, as it is written.
        is_there: True when the folder has that file.
    """
    if is_there:
        why, mend = "l’adresse de cette page n’est pas connue", "Ajoutez-lui une ligne « url: »"
    else:
        why, mend = "ce fichier n’est pas une page du dossier", "Écrivez l’adresse de la page officielle"
    return f"le lien « {href} » reste du texte, car {why}. {mend}."


def link_to_name(name: str) -> str:
    """Say that no page of the folder, or more than one, has the name that a link `[[name]]` gives it; it stays text."""
    return f"le lien « [[{name}]] » reste du texte, car on ne sait pas à quelle page il mène. Écrivez l’adresse de cette page."


def link_from_nowhere(href: str) -> str:
    """Say that a link begins at its page, whose address is not known, so that it stays text.

    Args:
        href: the link, as it is written.
    """
    return (
        f"le lien « {href} » reste du texte, car l’adresse de la page où il se trouve n’est pas connue. "
        "Écrivez l’adresse entière, ou ajoutez une ligne « url: » en haut de la page."
    )


def link_beside_pages(href: str) -> str:
    """Say that a link leads to a file that is no page, which may stand elsewhere on the site, so that it stays text.

    Args:
        href: the link, as it is written.
    """
    return (
        f"le lien « {href} » reste du texte, car site.yml ne dit que les adresses des pages, pas celles des autres fichiers. "
        "Écrivez l’adresse entière."
    )


def links_without_site(href: str, count: int) -> str:
    """Say that links begin at the top of the site, whose address is not known, so that they stay text.

    Args:
        href: the first of them in the page, as it is written.
        count: how many there are in the page.
    """
    stays = "reste" if count == 1 else f"et {plural(count - 1, 'autre')} de cette page restent"
    return f"le lien « {href} » {stays} du texte, car site.yml ne dit pas l’adresse du site. Ajoutez-y une ligne « address: »."


def links_to_files(href: str, count: int) -> str:
    """Say, once for a folder, that links to files beside its pages stay text, since no page of it has an address.

    Args:
        href: the first of them, as it is written.
        count: how many there are.
    """
    stays = "reste" if count == 1 else f"et {plural(count - 1, 'autre')} vers des fichiers restent"
    return (
        f"le lien « {href} » {stays} du texte, car ce dossier n’est pas un site. "
        "Si ce fichier est en ligne, écrivez son adresse entière."
    )


def links_between_pages(shown: str, count: int) -> str:
    """Say, once for a folder, that links between its pages stay text, since none of them has an address.

    Args:
        shown: the first of them, as it is written.
        count: how many there are.
    """
    stays = "reste" if count == 1 else f"et {plural(count - 1, 'autre')} restent"
    return (
        f"le lien « {shown} » {stays} du texte, car aucune page de ce dossier n’a d’adresse. "
        "Si ces pages sont sur un site, ajoutez son adresse à site.yml : « address », et au besoin « addresses »."
    )


def link_without_address(label: str) -> str:
    """Say that the link on the words `label` has empty parentheses."""
    return f"le lien « {label} » n’a pas d’adresse. Écrivez-la entre les parenthèses, ou retirez le lien."


def broken_link(written: str) -> str:
    """Say that what should be a link is read as text; `written` is all of it, brackets and parentheses."""
    return f"« {written} » n’est pas lu comme un lien : son adresse contient une espace. Remplacez-la par « %20 »."


def image_undescribed(name: str, *, is_html: bool) -> str:
    """Say that an image has no description, for those who cannot see it.

    Args:
        name: of its file; empty when it has none.
        is_html: True for an `<img>`, which may say that it only decorates.
    """
    how = (
        'Ajoutez « alt="ce qu’elle montre" », ou « alt="" » si elle ne fait que décorer.'
        if is_html
        else "Écrivez ce qu’elle montre entre les crochets de « ![](…) »."
    )
    which = f"l’image « {name} »" if name else "cette image"
    return f"{which} n’a pas de description : qui ne la voit pas n’en saura rien. {how}"
