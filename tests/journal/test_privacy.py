"""No file of the data folder tells who asked; what is forgotten is gone; what is old is deleted."""

from datetime import timedelta
from pathlib import Path

from eig_bot.answers.live import LiveResponder
from eig_bot.config import Settings
from eig_bot.journal import questions, requests, subscriptions
from eig_bot.journal.journal import CLAIMS_LAST, Journal
from eig_bot.journal.keys import kept_secret
from eig_bot.journal.questions import Kept
from eig_bot.journal.requests import Asking, Place
from eig_bot.journal.tables import metadata
from eig_bot.slack.click import Click
from eig_bot.slack.service import AnswerService, Surface, Thread
from tests.garden import SPRING, page, write

from .conftest import OTHER, PASSAGE, PRIVATE, TEAM, USER, ask, judged, later, open_journal, rows

CHANNEL, TS = "C0JARDINS", "1700000000.000100"
DIGITS = tuple(private.replace(" ", "") for private in PRIVATE)
RETENTION = timedelta(days=180)


def live(journal: Journal, user: str, request_id: str) -> None:
    """Do all that a person can do: ask, choose, judge, say why, ask the team, subscribe."""
    text = "Une parcelle pour {}, {} ou {}".format(*PRIVATE)
    asked, me = ask(journal, text, user=user, thread=journal.keys.hashed(CHANNEL, TS)), journal.keys.hashed(user)
    questions.choose(journal, asked, me, PASSAGE, SPRING)
    questions.judge(journal, judged(journal, asked, user), is_good=False, now=SPRING)
    questions.explain(journal, judged(journal, asked, user), "wrong", text)
    requests.add(journal, Asking(id=request_id, text=text, place=Place(user, CHANNEL, TS), question_id=asked), SPRING)
    subscriptions.add(journal, user, ("o",), SPRING)


def written(data: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in data.rglob("*") if path.is_file())


def told_by(data: Path, *others: str) -> list[str]:
    """Return what the files tell of a person, of what they should not."""
    content = written(data)
    assert b"parcelle" in content
    return [private for private in (USER, TEAM, CHANNEL, TS, *PRIVATE, *DIGITS, *others) if private.encode() in content]


# --- in the files


def test_no_file_tells_who_did_anything_at_any_step(data: Path) -> None:
    secret = kept_secret(data)
    journal = open_journal(data, secret)
    live(journal, USER, "r1")
    assert told_by(data) == []
    requests.posted(journal, "r1", "1700000009.000900")
    requests.answer(journal, "r1", TEAM, "Oui : {} ou {}".format(*PRIVATE), SPRING)
    assert told_by(data) == []
    requests.delivered(journal, "r1", SPRING)
    journal.close()
    assert told_by(data) == []
    assert secret.encode() not in (data / "journal.sqlite").read_bytes()


def test_no_file_tells_who_asked_or_clicked_where(data: Path, folder: Path) -> None:
    journal = open_journal(data)
    write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet.")})
    service = AnswerService(Settings(knowledge=folder, data=data), LiveResponder(folder), journal)
    service.ask("Une parcelle pour moi, {}, {}".format(*PRIVATE), USER, Surface.MENTION, Thread(CHANNEL, TS))
    assert service.first(Click(user=USER, trigger="", value="good", channel=CHANNEL, message_ts=TS).name)
    assert service.first(Click(user=USER, trigger="", value="good", view={"id": "V0"}).name)
    journal.close()
    assert told_by(data) == []


def test_the_same_person_is_another_one_under_another_secret(data: Path, tmp_path: Path) -> None:
    names = []
    for folder in (data, tmp_path / "ailleurs"):
        journal = open_journal(folder, kept_secret(folder))
        live(journal, USER, "r1")
        names.append({row["asker"] for table in ("questions", "requests") for row in rows(journal, metadata.tables[table])})
        journal.close()
    assert [len(each) for each in names] == [1, 1]
    assert names[0] != names[1]


# --- forgotten


def everything(journal: Journal) -> list[object]:
    return [value for table in metadata.sorted_tables for row in rows(journal, table) for value in row.values()]


def test_nothing_is_kept_of_a_person_who_is_forgotten(journal: Journal) -> None:
    for number, user in enumerate((USER, OTHER)):
        live(journal, user, f"r{number}")
    me, other = journal.keys.hashed(USER), journal.keys.hashed(OTHER)
    theirs = ask(journal, user=OTHER)
    questions.judge(journal, judged(journal, theirs), is_good=True, now=SPRING)
    questions.choose(journal, theirs, me, PASSAGE, SPRING)
    before = questions.kept_about(journal, other)
    assert everything(journal).count(me) >= 5
    journal.forget(me)
    assert me not in everything(journal)
    assert questions.kept_about(journal, me) == Kept(0, 0, 0, is_subscribed=False)
    assert questions.kept_about(journal, other) == before
    assert [len(rows(journal, metadata.tables[name])) for name in ("choices", "feedback", "requests", "notices")] == [
        1,
        1,
        1,
        1,
    ]


def test_a_person_who_answered_for_the_team_is_forgotten_and_the_request_is_not(journal: Journal) -> None:
    live(journal, USER, "r1")
    requests.answer(journal, "r1", TEAM, "Oui", SPRING)
    journal.forget(journal.keys.hashed(TEAM))
    assert journal.keys.hashed(TEAM) not in everything(journal)
    request = requests.find(journal, "r1")
    assert request
    assert (request.is_handled, request.reply) == (True, "Oui")


def test_who_is_forgotten_can_come_back(journal: Journal) -> None:
    for _ in range(2):
        live(journal, USER, "r1")
        journal.forget(journal.keys.hashed(USER))
    assert everything(journal) == []


def test_what_was_forgotten_is_not_left_in_the_files(data: Path) -> None:
    journal = open_journal(data)
    live(journal, USER, "r1")
    ask(journal, "une rocaille", minutes=1)
    journal.forget(journal.keys.hashed(USER))
    journal.close()
    assert b"rocaille" not in written(data)


# --- old


def test_what_is_older_than_the_retention_is_deleted_with_what_belongs_to_it(journal: Journal) -> None:
    live(journal, USER, "r1")
    young = RETENTION - timedelta(minutes=1)
    ask(journal, "eau", minutes=2)
    assert journal.purge(SPRING + young, RETENTION) == 0
    assert questions.kept_about(journal, journal.keys.hashed(USER)) == Kept(2, 2, 1, is_subscribed=True)
    assert journal.purge(later(1) + RETENTION, RETENTION) == 2
    assert questions.kept_about(journal, journal.keys.hashed(USER)) == Kept(1, 0, 0, is_subscribed=True)
    assert rows(journal, metadata.tables["choices"]) == []
    assert questions.last_of(journal, journal.keys.hashed(USER), 5) == ("eau",)


def test_who_was_told_what_outlives_the_retention(journal: Journal) -> None:
    live(journal, USER, "r1")
    journal.purge(SPRING + 10 * RETENTION, RETENTION)
    assert [each.user for each in subscriptions.to_tell(journal, "c")] == [USER]
    assert subscriptions.to_tell(journal, "o") == []


def test_claims_that_have_expired_are_deleted_whatever_the_retention(journal: Journal) -> None:
    for name, minutes in (("a", 0), ("b", 1)):
        journal.claim(name, later(minutes))
    journal.purge(SPRING + CLAIMS_LAST + timedelta(seconds=1), RETENTION)
    assert [row["at"] for row in rows(journal, metadata.tables["claims"])] == [later(1)]
