"""What accepting a proposal would change for the expected questions."""

from pathlib import Path

from eig_bot.answers.responder import Responder
from eig_bot.journal.journal import Journal
from eig_bot.journal.lessons import Decision
from eig_bot.learning.decisions import Desk
from eig_bot.learning.effect import Changed, Effect, Measured, State, effect_of, measure, says_the_same
from eig_bot.learning.proposals import Proposal
from tests.garden import SPRING
from tests.learning.asked import read, under


def test_an_effect_tells_which_expected_questions_change_and_touches_no_file(haies: Path) -> None:
    before = measure(read(haies), SPRING)
    proposal = Proposal("nom", "vider les cadres d'une ruche", under(haies, "La ruche"), asked=1)
    found = effect_of(proposal, before, SPRING)
    (change,) = found.changed
    assert (change.question, change.after) == ("vider les cadres au printemps", State.RIGHT)
    assert change.before < change.after
    assert (found.before.right, found.after.right, len(found.after.states)) == (1, 2, 2)
    assert found.after.helpful >= found.before.helpful
    assert says_the_same(read(haies), before.responder.knowledge)


def test_losses_come_before_gains_and_what_stays_is_left_out(responder: Responder) -> None:
    asked = [(text, "La haie") for text in ("gagne", "perd", "reste", "perd tout")]
    before = Measured(responder, dict(zip(asked, (State.MISSED, State.RIGHT, State.HELPFUL, State.RIGHT), strict=True)))
    after = Measured(responder, dict(zip(asked, (State.HELPFUL, State.HELPFUL, State.HELPFUL, State.MISSED), strict=True)))
    assert Effect(before, after).changed == (
        Changed("perd tout", State.RIGHT, State.MISSED),
        Changed("perd", State.RIGHT, State.HELPFUL),
        Changed("gagne", State.MISSED, State.HELPFUL),
    )
    assert [(one.right, one.helpful) for one in (before, after)] == [(2, 3), (0, 3)]


def test_an_effect_is_what_the_written_file_does(journal: Journal, haies: Path) -> None:
    proposal = Proposal("nom", "vider les cadres d'une ruche", under(haies, "La ruche"), asked=1)
    foreseen = effect_of(proposal, measure(read(haies), SPRING), SPRING).after
    Desk(journal, haies).decide(proposal, Decision.ACCEPTED)
    assert says_the_same(read(haies), foreseen.responder.knowledge)
    assert measure(read(haies), SPRING).states == foreseen.states


def test_the_effect_of_a_question_for_others_is_foreseen_too(journal: Journal, haies: Path) -> None:
    proposal = Proposal("nom", "vider les cadres de mon vélo", None, asked=1)
    foreseen = effect_of(proposal, measure(read(haies), SPRING), SPRING, is_off_topic=True).after
    Desk(journal, haies).decide(proposal, Decision.OFF_TOPIC)
    assert says_the_same(read(haies), foreseen.responder.knowledge)
