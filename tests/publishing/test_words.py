"""What waits, as a list: a line each, and one for all that there is no room for."""

from eig_bot.journal.outbox import Hindrance, OutboxEntry
from eig_bot.messages import publishing as messages
from eig_bot.publishing.progress import Progress, Stage
from eig_bot.publishing.words import listed, said

ENTRY = OutboxEntry("n", "ruche.md", None, "où acheter du miel")


def test_as_many_as_there_is_room_for_are_all_listed() -> None:
    assert listed([ENTRY] * 3, 3) == [messages.waits_in_list(ENTRY.question, "ruche.md", messages.NOT_TRIED)] * 3
    assert listed([], 3) == []


def test_of_more_the_last_line_says_how_many_others_there_are() -> None:
    assert listed([ENTRY] * 5, 3)[2:] == [messages.more_in_list(3)]


def test_each_stage_and_each_reason_has_a_sentence_of_its_own() -> None:
    stages = {said("q", Progress(stage)) for stage in Stage if stage is not Stage.DROPPED}
    reasons = {said("q", Progress(Stage.WAITING, hindrance=why)) for why in (None, *Hindrance)}
    assert (len(stages), len(reasons)) == (4, 5)
