"""What is listed of the open halves: the replies that a good bot would not give, the most harmful first."""

from benchmarks.look import missed
from benchmarks.replies import Reply
from benchmarks.sets import Asked, Place, Wanted

PLOTS: Place = ("potagers.md", "Demander une parcelle")
WATER: Place = ("eau.md", "Arroser")


def reply(name: str, wanted: Wanted, kind: str, *places: Place, confidence: float = 0.5) -> Reply:
    accept = (PLOTS,) if wanted is Wanted.ANSWER else ()
    return Reply(Asked(name, "?", wanted, "plain", accept), kind, confidence, places, "")


def test_wrong_answers_come_first_the_surest_first() -> None:
    unsure = reply("unsure", Wanted.ANSWER, "answer", WATER, confidence=0.6)
    sure = reply("sure", Wanted.NOTHING, "answer", WATER, confidence=0.9)
    held = reply("held", Wanted.ANSWER, "no_answer", PLOTS, confidence=0.95)
    assert [one.asked.id for one in missed([held, unsure, sure])] == ["sure", "unsure", "held"]


def test_what_a_good_bot_says_is_not_listed() -> None:
    assert not missed(
        [
            reply("right", Wanted.ANSWER, "answer", PLOTS),
            reply("offered", Wanted.ANSWER, "suggestions", WATER, PLOTS),
            reply("held", Wanted.NOTHING, "suggestions", WATER),
            reply("thanks", Wanted.SMALL_TALK, "small_talk"),
            reply("asked back", Wanted.ASK_BACK, "suggestions", WATER),
        ]
    )


def test_a_wrong_answer_is_listed_though_a_right_one_stands_below() -> None:
    assert missed([reply("wrong", Wanted.ANSWER, "answer", WATER, PLOTS)])
