"""Each kind of message that asks nothing has its reply, which depends on what was answered before."""

from datetime import date

import pytest

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.answers.before import Before
from eig_bot.answers.responder import Responder
from eig_bot.answers.small_talk import reply
from eig_bot.knowledge.passage import Passage, Site
from eig_bot.messages import answers as messages
from eig_bot.search.message import Message
from eig_bot.search.reactions import Reaction
from tests.garden import CONTACT, SPRING, plainly

GARDENS = Site(name="Jardins partagés", contact=CONTACT)
NOBODY = Site()
EAU = Passage("eau.md", 1, ("L'eau au jardin", "Arroser"), "Arrosez le soir.", reviewed=date(2031, 2, 3))
RESULTS = tuple(
    Result(passage, 0.9)
    for passage in (EAU, *(Passage("b.md", at, ("Outils", f"Outil {at}"), "Au cabanon.") for at in range(1, 9)))
)
ANSWERED = Before(Answer(question="arroser", kind=Kind.ANSWER, confidence=0.9, text="", results=RESULTS, source=EAU))


def said(reaction: Reaction, before: Before | None = None, site: Site = GARDENS) -> str:
    return plainly(reply(Message.read("…"), reaction, before, site).text)


@pytest.mark.parametrize("reaction", list(Reaction))
def test_every_kind_has_a_short_reply_whatever_came_before(reaction: Reaction) -> None:
    for before in (None, ANSWERED, Before(ANSWERED.answer, turned_down=9)):
        answer = reply(Message.read("…"), reaction, before, GARDENS)
        assert answer.kind is Kind.SMALL_TALK
        assert 0 < len(answer.message) < 350


@pytest.mark.parametrize("reaction", [Reaction.INSULT, Reaction.IDENTITY, Reaction.READER, Reaction.WRONG])
def test_the_team_is_named_where_the_bot_does_not_do(reaction: Reaction) -> None:
    assert CONTACT in said(reaction)
    assert "équipe «" not in said(reaction, site=NOBODY)


@pytest.mark.parametrize("reaction", [Reaction.GREETING, Reaction.HELP, Reaction.MAY_I_ASK])
def test_the_programme_is_named_where_it_has_a_name(reaction: Reaction) -> None:
    assert "« Jardins partagés »" in said(reaction)
    assert "«" not in said(reaction, site=NOBODY).replace("« et pour", "")


def test_a_doubt_is_told_the_page_and_when_it_was_read_again() -> None:
    assert "page « L'eau au jardin », relue le 3 février 2031" in said(Reaction.DOUBT, ANSWERED)


def test_the_next_choices_run_out() -> None:
    assert "1. Outil 1\n2. Outil 2\n3. Outil 3" in said(Reaction.REFUSAL, ANSWERED)
    assert "1. Outil 4\n2. Outil 5\n3. Outil 6" in said(Reaction.WRONG, Before(ANSWERED.answer, 1))
    assert messages.ASK_OTHERWISE in reply(Message.read("…"), Reaction.WRONG, Before(ANSWERED.answer, 3), GARDENS).text


def test_small_talk_comes_without_passages(responder: Responder) -> None:
    answer = responder.respond("bonjour", now=SPRING)
    assert (answer.kind, answer.results, answer.others, answer.suggestions) == (Kind.SMALL_TALK, (), (), ())
