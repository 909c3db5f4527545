"""What will be answered on a day to come is said beforehand."""

from eig_bot.answers.responder import Responder
from eig_bot.check.opening import answers_on, as_text
from eig_bot.messages import check as messages
from tests.garden import CALL, SPRING, SUMMER, plainly

QUESTIONS = ("l'appel est-il ouvert ?", "combien coûte une parcelle")


def told(responder: Responder, *questions: str) -> str:
    return plainly(as_text(answers_on(responder, questions, SPRING), SPRING.date()))


def test_each_question_has_its_answer_of_that_day_in_the_order_in_which_they_stand(responder: Responder) -> None:
    assert [answer.question for answer in answers_on(responder, QUESTIONS, SPRING)] == list(QUESTIONS)
    (one,), (other,) = (answers_on(responder, QUESTIONS[:1], day) for day in (SPRING, SUMMER))
    assert (one.calls[0].state, other.calls[0].state) == ("open", "closed")


def test_what_is_read_is_the_day_each_question_and_its_answer_with_its_page(responder: Responder) -> None:
    first, _, asked, answer, *_ = told(responder, QUESTIONS[0]).split("\n")
    assert first == "Ce qui sera répondu le jeudi 10 avril 2031 :"
    assert asked.startswith("• l'appel est-il ouvert ? (appel.md:")
    assert answer.startswith(f"  {CALL} est ouvert.")


def test_without_a_question_it_is_said_how_to_have_some(responder: Responder) -> None:
    assert told(responder) == plainly(messages.NO_OPENING_QUESTIONS)
