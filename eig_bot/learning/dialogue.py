"""`eig-bot learn` in the terminal: one proposal a screen, one letter a decision; also through a pipe, for scripts."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import click

from eig_bot.config import Settings
from eig_bot.editing import edits
from eig_bot.editing.edits import Edit, EditError
from eig_bot.editing.patch import patch
from eig_bot.journal.journal import Journal
from eig_bot.journal.lessons import Decision
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.learning import proposals as learning
from eig_bot.learning.decisions import Desk, Done
from eig_bot.learning.effect import Effect, Measured, effect_of, measure, says_the_same, taught
from eig_bot.learning.proposals import Proposal
from eig_bot.messages import learning as messages
from eig_bot.messages.publishing import BEFORE
from eig_bot.printable import printable
from eig_bot.publishing.publisher import Publisher
from eig_bot.publishing.words import said
from eig_bot.search.cache import Cache

MAX_LINE = 200
"""Characters that are shown of a passage's first line."""
MAX_CHANGES = 6
"""Questions that are shown of those whose state changes: one screen a proposal."""


def teach(settings: Settings, journal: Journal, publisher: Publisher | None = None, *, as_patch: bool) -> None:
    """Show each proposal and do what the reader decides, until none is left or they have had enough.

    The folder is read again before each proposal, for others may edit it meanwhile.

    Args:
        settings: where the folder and the cache are.
        journal: what was asked and decided.
        publisher: brings what is accepted into the repository of the folder; None where the folder itself is written.
        as_patch: print a unified diff at the end rather than write; all else goes to standard error.

    Raises:
        KnowledgeError: the folder cannot be read.
        JournalError: the database refuses.
    """
    _Dialogue(settings, journal, Desk(journal, settings.knowledge, publisher), as_patch=as_patch).run()


def effect_lines(effect: Effect) -> Sequence[str]:
    """Say what a proposal would change: the figures, then each `expect:` question that changes, losses first.

    Args:
        effect: what was measured before and after.
    """
    lines = [
        messages.changed(printable(one.question), one.before.value, one.after.value) for one in effect.changed[:MAX_CHANGES]
    ]
    if not lines:
        return _figures(effect), messages.NO_CHANGE
    left_out = len(effect.changed) - len(lines)
    return _figures(effect), *lines, *([messages.more_changes(left_out)] if left_out else [])


class _Dialogue:
    """What was read, shown and decided so far."""

    def __init__(self, settings: Settings, journal: Journal, desk: Desk, *, as_patch: bool) -> None:
        self._folder = settings.knowledge
        self._name = settings.git.folder if settings.git and desk.is_public else self._folder.resolve().name
        """Of the folder, for who applies a patch."""
        self._library = Library(settings.knowledge, settings.clock())
        self._journal = journal
        self._desk = desk
        self._clock = settings.clock()
        self._cache = Cache(settings.cache)
        self._as_patch = as_patch
        self._is_person = sys.stdin.isatty()
        self._knowledge: KnowledgeBase = self._library.load()
        self._measured: Measured | None = None
        self._waiting: list[Proposal] = []
        self._seen: set[str] = set()
        self._pending: list[Edit] = []
        self._done: Counter[Decision] = Counter()

    def run(self) -> None:
        for why in learning.refusals(self._journal, self._knowledge, self._folder):
            self._say(click.style(why, fg="yellow"))
        self._look()
        if not self._waiting:
            self._say(messages.NOTHING_TO_LEARN)
            return
        if self._desk.is_public and not self._as_patch:
            self._say(BEFORE)
        start = self._before()
        while self._waiting:
            self._say(f"\n{messages.learn_number(len(self._seen) + 1, len(self._seen) + len(self._waiting))}")
            proposal = self._waiting.pop(0)
            self._seen.add(proposal.name)
            if not self._show_until_decided(proposal):
                break
            self._refresh()
        self._end(start)

    def _look(self) -> None:
        found = learning.proposals(self._journal, self._knowledge, self._folder)
        self._waiting = [proposal for proposal in found if proposal.name not in self._seen]

    def _refresh(self) -> None:
        """Take in what others wrote; a patch stands on the folder as it was."""
        fresh = None if self._as_patch else self._library.refresh()
        if fresh and fresh.passages and not says_the_same(fresh, self._knowledge):
            self._knowledge = fresh
            self._look()

    def _before(self) -> Measured:
        """Return the state of the folder's own questions; without any, one look at the folder is enough to search it."""
        if self._measured is None or (self._measured.states and self._measured.responder.knowledge is not self._knowledge):
            self._wait()
            self._measured = measure(self._knowledge, self._clock(), self._cache)
        return self._measured

    # --- one proposal ---

    def _show_until_decided(self, proposal: Proposal) -> bool:
        """Return False when the reader has had enough."""
        self._say("\n".join(_question(proposal)))
        while True:
            effect = self._show(proposal)
            answer = self._decision(proposal, effect)
            if isinstance(answer, bool):
                return answer
            proposal = replace(proposal, passage=answer, chosen=0, replied=0)

    def _show(self, proposal: Proposal) -> Effect | None:
        if proposal.passage is None:
            self._say(messages.NO_PASSAGE)
            return None
        self._say("\n".join(_passage(proposal.passage)))
        before = self._before()
        if not before.states:
            self._say(messages.NOT_MEASURED)
            return None
        self._wait()
        effect = effect_of(proposal, before, self._clock())
        self._say("\n".join(effect_lines(effect)))
        return effect

    def _decision(self, proposal: Proposal, effect: Effect | None) -> bool | Passage:
        """Return another passage to look at; else whether to go on."""
        while True:
            has_passage = proposal.passage is not None
            typed = self._ask(messages.choices(has_passage=has_passage))
            key = "q" if typed is None else messages.KEYS.get(typed.lower(), "")
            decision = _DECISIONS.get(key)
            if key == "q":
                return False
            if key == "p":
                if passage := self._another(proposal):
                    return passage
            elif decision is None or (decision is Decision.ACCEPTED and not has_passage):
                self._say(messages.WHAT)
            elif self._do(proposal, decision, effect):
                return True
            if not self._is_person:  # a script's answer does not fit: what follows is for the next question
                self._say(messages.LATER)
                return True

    def _do(self, proposal: Proposal, decision: Decision, effect: Effect | None) -> bool:
        """Write what was decided; return whether that could be done."""
        try:
            done = self._done_with(proposal, decision)
        except EditError as error:
            self._say(click.style(str(error), fg="red"))
            return False
        self._done[decision] += 1
        if done.progress:
            self._say(said(proposal.question, done.progress))
        elif done.edit:
            self._say(messages.written(f"{done.edit.path}:{done.edit.line}", is_planned=self._as_patch))
        if decision is Decision.ACCEPTED and effect:
            self._measured = effect.after
            self._knowledge = effect.after.responder.knowledge
        elif decision is not Decision.SKIPPED:
            self._knowledge = taught(self._knowledge, proposal, is_off_topic=decision is Decision.OFF_TOPIC)
        return True

    def _done_with(self, proposal: Proposal, decision: Decision) -> Done:
        if not self._as_patch or decision is Decision.SKIPPED:
            return self._desk.decide(proposal, decision)
        if decision is Decision.ACCEPTED and proposal.passage:
            planned = edits.phrasing_edit(self._folder, proposal.passage, proposal.question, self._pending)
        else:
            planned = edits.off_topic_edit(self._folder, proposal.question, self._pending)
        self._pending.append(planned)
        return Done(planned)

    def _another(self, proposal: Proposal) -> Passage | None:
        """Let the reader search for a passage; None when they go back."""
        words: str | None = proposal.question
        found: tuple[Passage, ...] = ()
        while words:
            number = int(words) if words.isdecimal() and len(words) == 1 else 0
            if 0 < number <= len(found):
                why = edits.refusal(self._folder, found[number - 1])
                if why is None:
                    return found[number - 1]
                self._say(click.style(why, fg="red"))
            else:
                found = learning.candidates(self._before().responder, words, self._clock())
                listed = [messages.candidate(at, one.name, one.page) for at, one in enumerate(found, 1)]
                self._say("\n".join(listed) if listed else messages.NOTHING_FOUND)
            words = self._ask(messages.SEARCH)
        return None

    # --- the terminal ---

    def _end(self, start: Measured) -> None:
        done = [self._done[decision] for decision in (Decision.ACCEPTED, Decision.OFF_TOPIC, Decision.SKIPPED)]
        self._say("\n" + messages.summary(*done))
        if start.states and (self._done[Decision.ACCEPTED] or self._done[Decision.OFF_TOPIC]):
            self._say(_figures(Effect(start, self._before())))
        if self._pending:
            click.echo(patch(self._name, self._pending).encode(), nl=False)

    def _say(self, text: str) -> None:
        click.echo(text, err=self._as_patch)

    def _wait(self) -> None:
        if self._is_person:
            click.echo(messages.MEASURING, err=True)

    def _ask(self, prompt: str) -> str | None:
        """Return a line that was typed, without what surrounds it; None at the end."""
        click.echo(prompt, nl=False, err=self._as_patch)
        line = sys.stdin.readline() if self._is_person else sys.stdin.buffer.readline().decode("utf-8", "replace")
        if not self._is_person or not line:
            self._say(line.strip())
        return " ".join(line.split()) if line else None


_DECISIONS = {"a": Decision.ACCEPTED, "h": Decision.OFF_TOPIC, "s": Decision.SKIPPED}


def _question(proposal: Proposal) -> Sequence[str]:
    told = messages.asked(
        proposal.asked, proposal.chosen, proposal.replied, refused=proposal.refused, unanswered=proposal.unanswered
    )
    return click.style(messages.question(printable(proposal.question)), bold=True), told


def _passage(passage: Passage) -> Sequence[str]:
    line = LINK.sub(r"\1", passage.text.split("\n", maxsplit=1)[0])
    shown = line if len(line) <= MAX_LINE else f"{line[: MAX_LINE - 1].rstrip()}…"
    return printable(messages.passage(passage.name, passage.page)), printable(f"  {shown}")


def _figures(effect: Effect) -> str:
    before, after, total = effect.before, effect.after, len(effect.before.states)
    return messages.figures((before.right, after.right), (before.helpful, after.helpful), total)
