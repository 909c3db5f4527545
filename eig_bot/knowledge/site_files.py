"""What speaks of the whole folder: its optional files, and the configuration of what makes a site of it."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from eig_bot.knowledge.extras import NAMES, SITE_FILE, Extras, read_extras
from eig_bot.knowledge.folder import FolderContent, read_bytes, written_at
from eig_bot.knowledge.generators.find import generator_of, is_configuration
from eig_bot.knowledge.generators.generator import Generator
from eig_bot.knowledge.last_good import LastGood, Version
from eig_bot.knowledge.opening import MAX_BYTES, decode
from eig_bot.knowledge.passage import Site
from eig_bot.knowledge.yaml_nodes import FieldError


class SiteFiles:
    """These files, read again when they change; one that is bad says what it last said."""

    def __init__(self, folder: Path, kept: LastGood) -> None:
        """Read nothing yet.

        Args:
            folder: the knowledge folder.
            kept: the last good versions that an earlier process has left.
        """
        self._folder = folder
        self._kept = kept
        self._is_read = False
        self.extras = Extras()
        self.generator = Generator()

    @property
    def site(self) -> Site:
        """What is known of the site: what `site.yml` says, then what the configuration does."""
        return self.generator.site(self.extras.site)

    def refresh(self, content: FolderContent, changed: Collection[str]) -> None:
        """Read what changed.

        Args:
            content: what stands in the folder now.
            changed: paths of what came, changed or went since the last call.
        """
        if NAMES.intersection(changed):
            self._read_extras(content)
        if any(map(is_configuration, changed)) or not self.generator.name:
            self.generator = generator_of(self._configurations(content), content.pages)
        self._is_read = True

    def text(self, path: str) -> str:
        """Return the text of a file.

        Args:
            path: within the folder.

        Raises:
            FieldError: it cannot be read, or is no text.
        """
        return decode(read_bytes(self._folder, path, MAX_BYTES))

    def _read_extras(self, content: FolderContent) -> None:
        sources: dict[str, str | FieldError] = {}
        for name in NAMES & content.files.keys():
            try:
                sources[name] = self.text(name)
            except FieldError as error:
                sources[name] = error
        before = self.extras if self._is_read else self._extras_of_before()
        self.extras = read_extras(sources, before, self._guessed() if isinstance(sources.get(SITE_FILE), FieldError) else "")
        bad = {problem.path for problem in self.extras.problems}
        for name, source in sources.items():
            if isinstance(source, str) and name not in bad:
                self._kept.keep(name, Version(source, written_at(content.files[name])))

    def _guessed(self) -> str:
        """Return the letters of a `site.yml` that is no text, which may still name what is left out."""
        try:
            return read_bytes(self._folder, SITE_FILE, MAX_BYTES).replace(b"\0", b"").decode("latin-1")
        except FieldError:
            return ""

    def _extras_of_before(self) -> Extras:
        """Return what the optional files said in an earlier process."""
        versions = {name: version for name in NAMES if (version := self._kept.read(name))}
        return read_extras({name: version.text for name, version in versions.items()}, Extras())

    def _configurations(self, content: FolderContent) -> Mapping[str, str]:
        """Return the text of each; one that is empty or cannot be read still tells by its name which tool it is of."""
        found = dict.fromkeys(filter(is_configuration, content.files), "")
        for path in found:
            with suppress(FieldError):
                found[path] = self.text(path)
        return found
