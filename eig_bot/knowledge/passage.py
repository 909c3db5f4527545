"""The values that the knowledge folder becomes; everything after this stage works on them alone."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime

from eig_bot.knowledge.address_rule import AddressRule
from eig_bot.knowledge.left_out import LeftOut
from eig_bot.knowledge.neighbours import Addresses
from eig_bot.knowledge.publication import ALWAYS, Publication

ONE_MESSAGE = 2_000
"""Characters of text that a reader takes in at once: a passage that is longer should be several."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One heading, bold lead or titled entry of a page with the text under it: what an answer is made of."""

    page: str
    """Path of the file within the knowledge folder, with slashes: `participer/faq.md`."""
    line: int
    """Line of the file where the passage begins, from 1."""
    heading_path: tuple[str, ...]
    """Title of the page, enclosing headings, own heading: ("Administrations", "Un soutien", "Recrutement")."""
    text: str
    """Lines of plain text; list items begin with "• " or "1. ", links are written `[label](https://…)`."""
    url: str | None = None
    """Official page, with its anchor where there is one; None when none is known."""
    questions: tuple[str, ...] = ()
    """How people ask for it: the search learns from them."""
    expect: tuple[str, ...] = ()
    """Questions that must find it: asked by `check` and `eval`, never learnt from."""
    tags: tuple[str, ...] = ()
    audience: str | None = None
    """Whom it is for ("candidats"); None when the page does not say."""
    reviewed: date | None = None
    review_by: date | None = None
    valid_until: date | None = None
    owner: str | None = None
    published: date | None = None
    """Date of a post: such a page tells of one moment, and weighs less than a reference page; a `date:` alone makes none."""
    calls: tuple[str, ...] = ()
    """Names of the calls that it tells of: those that its `call:` gives, else those of its page; see `told_calls.py`."""
    is_outline: bool = False
    """True when it has no text of its own and lists the headings below it."""
    own_name: str | None = None
    """Its heading with a number, "Montant (2)", where its page has the heading more than once; None for the first of them."""
    is_repeated: bool = False
    """True when a passage above it in its page has all of its headings: their text alone does not tell the two apart."""
    is_entry: bool = False
    """True for one of a catalogue (`Site.catalogues`): past projects, of which each is asked for seldom."""

    @property
    def identity(self) -> str:
        """Its page and headings, separated by tabs: what it is known by as its text changes. No other passage has the same."""
        headings = (*self.heading_path[:-1], self.name) if self.is_repeated else self.heading_path
        return "\t".join((self.page, *headings)).replace("\n", " ")

    @property
    def name(self) -> str:
        """Its heading, as no other passage of its page is named: what an entry of `passages:` calls it."""
        return self.own_name or self.section

    @property
    def key(self) -> str:
        """Its identity in 16 characters, for what has little room."""
        return hashlib.sha256(self.identity.encode()).hexdigest()[:16]

    @property
    def title(self) -> str:
        """Title of its page."""
        return self.heading_path[0]

    @property
    def section(self) -> str:
        """Its own heading, on one line."""
        return self.heading_path[-1]


@dataclass(frozen=True, slots=True)
class CallForProjects:
    """A call for projects: what its state is computed from."""

    name: str
    page: str
    """Page that declares it."""
    audience: str | None = None
    opens: datetime | None = None
    """First moment, Europe/Paris; None when unknown."""
    closes: datetime | None = None
    """Last minute, Europe/Paris; None when unknown."""
    declared_open: bool | None = None
    """The `open:` flag of a page of the site; None in our own files, where dates alone decide."""
    results_url: str | None = None
    results_from: date | None = None
    """From when the results are there; None: as soon as the call is closed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something for the programme team to mend, in one sentence."""

    path: str
    line: int
    message: str
    is_error: bool = True
    """An error of a file that is read keeps it out of service; one that only `check` finds must be mended, a warning may be."""
    column: int = 1
    """Character of the line, from 1, as its line is."""
    is_note: bool = False
    """True for what is in order and could be better: neither an error nor a warning."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Page:
    """One file, read."""

    path: str
    passages: tuple[Passage, ...] = ()
    calls: tuple[CallForProjects, ...] = ()
    problems: tuple[Problem, ...] = ()
    publication: Publication = ALWAYS
    is_post: bool = False
    """True when it shows that it is news of one moment, where it has a date; see `posts.py`."""

    @property
    def is_served(self) -> bool:
        """False when an error keeps the file out of service."""
        return not any(problem.is_error for problem in self.problems)


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """A page that cannot be read as it is now."""

    path: str
    may_tell_of_call: bool
    """True where it has the look of a page that declares a call."""


@dataclass(frozen=True, slots=True)
class Site:
    """What `site.yml` says of the service that the folder belongs to; nothing is invented where it says nothing."""

    name: str | None = None
    address: str | None = None
    """Against which relative links resolve, without a slash at the end."""
    contact: str | None = None
    """E-mail address or page of those who can answer."""
    audience: str | None = None
    """Whom the bot answers; a passage for another audience says so."""
    prompts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Questions to begin with, by the state of the readers' call: "announced", "open", "closed", "none"."""
    opening_questions: tuple[str, ...] = ()
    """What people ask on the day on which a call opens: `check --on` says what will be answered."""
    rules: tuple[AddressRule, ...] = ()
    """Where pages stand that do not say it themselves."""
    dated_folders: tuple[str, ...] = ()
    """Folders of which the tool makes no page before the day that it has, as in `AddressRule.folder`."""
    catalogues: tuple[str, ...] = ()
    """Folders of entries that are alike, and that answer only where one of them is asked for, as in `AddressRule.folder`."""
    ignore: tuple[str, ...] = ()
    """Names or paths of files and folders that are not read, with `*` for any letters; one that begins with "!" is."""
    misleading_limit: float | None = None
    """Share of the `expect:` questions, from 0 to 1, above which misleading answers fail `check`; None for no limit."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words that mean the same, for the search."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words or expressions, each of which finds the others."""
    abbreviations: dict[str, str] = field(default_factory=dict)
    """What people type -> what it means, both as written in the file."""
    everyday: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What people say -> what official pages call it; one way only."""
    english: dict[str, str] = field(default_factory=dict)
    """English word or expression -> French."""


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All that a knowledge folder says, and what is wrong with it."""

    passages: tuple[Passage, ...]
    calls: tuple[CallForProjects, ...] = ()
    site: Site = field(default_factory=Site)
    lexicon: Lexicon = field(default_factory=Lexicon)
    off_topic: tuple[str, ...] = ()
    """Questions that are not for this service."""
    problems: tuple[Problem, ...] = ()
    files: int = 0
    """Number of pages in service."""
    addresses: Addresses = field(default_factory=Addresses)
    """Where each page stands."""
    unpublished: tuple[str, ...] = ()
    """Paths of the pages that could be served and are not published: drafts, and those before or after their time."""
    refused: tuple[RefusedPage, ...] = ()
    """Pages that cannot be read as they are now, whatever is served in their place."""
    written: dict[str, datetime] = field(default_factory=dict)
    """When the version in service of each page was written: an older one than the file's, where that is refused."""
    left_out: tuple[LeftOut, ...] = ()
    """Files of the folder that are not read."""

    def passage(self, key: str) -> Passage | None:
        """Return the first passage with a key; None when there is none any more.

        Args:
            key: see `Passage.key`.
        """
        return next((passage for passage in self.passages if passage.key == key), None)
