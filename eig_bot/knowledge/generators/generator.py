"""What makes a site of a folder (Jekyll, Hugo, MkDocs…), as far as it tells which files are pages, and where they stand."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from eig_bot.knowledge.address_rule import AddressRule
from eig_bot.knowledge.passage import Site


@dataclass(frozen=True, slots=True)
class Generator:
    """A tool, and what its configuration says of a folder. The one without a name is none: files that stand for themselves."""

    name: str = ""
    roots: tuple[str, ...] = ("",)
    """Folders in which its pages stand, within the knowledge folder; "" is all of it."""
    address: str | None = None
    """Of its site's host, without a slash at the end."""
    base: str = ""
    """The path on that host below which all pages stand; slashes at its ends do not matter."""
    rules: tuple[AddressRule, ...] = ()
    readme_is_index: bool = False
    """True where a README is the page of its folder, also of the first one."""
    pages_below: frozenset[str] = frozenset()
    """Folders with an underscore in front that hold pages all the same."""
    left_out: tuple[str, ...] = ()
    """Names or paths of files and folders that are no pages, as in `Site.ignore`."""
    excluded: tuple[str, ...] = ()
    """The same for those that its configuration leaves out; between two slashes, a regular expression that finds their path."""
    dated_folders: tuple[str, ...] = ()
    """As in `Site.dated_folders`."""

    @property
    def leaves_out_underscores(self) -> bool:
        """True for a tool whose site leaves out the folders with an underscore in front that it does not know."""
        return bool(self.name) and (bool(self.roots[0]) or bool(self.pages_below))

    def site(self, said: Site) -> Site:
        """Return what is known of the site: what the folder says itself comes before what the configuration says.

        Args:
            said: by the `site.yml` of the folder.
        """
        address, base = said.address or self.address, self.base.strip("/")
        if address and base and not urlsplit(address).path:
            address = f"{address}/{base}"
        elsewhere = (AddressRule(pattern=None),) if self.name else ()  # where such a page would stand is not known
        return replace(said, address=address, rules=(*said.rules, *self.rules, *elsewhere), dated_folders=self.dated_folders)
