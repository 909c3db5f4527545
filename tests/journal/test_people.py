"""What is kept about a person: how much, all of it written out, and nothing once they are forgotten."""

import json

from eig_bot.journal.journal import Journal
from eig_bot.journal.people import Kept
from eig_bot.journal.repository import new_id
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.journal.tables import forgotten, metadata

from .conftest import CHANNEL, OTHER, PASSAGE, TEAM, TS, USER, ask, judged, live, rows

TABLES = ["questions", "choices", "feedback", "requests", "subscriptions"]


# --- how much


def test_a_person_is_told_how_much_is_kept_about_them(journal: Journal) -> None:
    assert journal.people.kept_about(USER) == Kept(0, 0, 0, is_subscribed=False)
    asked = [ask(journal), ask(journal), ask(journal, user=OTHER)]
    for question_id in asked:
        journal.feedback.judge(judged(question_id), is_good=True)
    journal.requests.add(Asking(new_id(), "et l'eau ?", Recipient(USER)))
    journal.subscriptions.add(USER, ())
    assert journal.people.kept_about(USER) == Kept(2, 3, 1, is_subscribed=True)
    assert journal.people.kept_about(OTHER) == Kept(1, 0, 0, is_subscribed=False)


def test_a_reply_for_the_team_counts_as_a_request(journal: Journal) -> None:
    live(journal, USER, "r1")
    journal.requests.answer("r1", TEAM, "Oui")
    assert journal.people.kept_about(TEAM) == Kept(0, 0, 1, is_subscribed=False, acts=1)


# --- written out


def test_what_a_person_did_is_written_out_table_by_table_as_json_can_hold_it(journal: Journal) -> None:
    for number, user in enumerate((USER, OTHER)):
        live(journal, user, f"r{number}")
    written = list(journal.people.export(USER))
    assert [row["table"] for row in written] == TABLES
    people = {row[name] for row in written for name in ("asker", "chooser", "judge", "subscriber") if name in row}
    assert people == {journal.keys.hashed(USER)}
    assert all("Une parcelle" in row["text"] for row in written if "text" in row)
    assert [row["table"] for row in journal.people.export()] == sorted(TABLES * 2, key=TABLES.index)
    assert json.loads(json.dumps(written))[0]["at"] == "2031-04-10T10:00:00+00:00"


def test_what_is_written_out_tells_no_id_and_nothing_that_is_sealed(journal: Journal) -> None:
    live(journal, USER, "r1")
    journal.requests.answer("r1", TEAM, "Oui")
    written = list(journal.people.export())
    assert not any(private in str(written) for private in (USER, TEAM, CHANNEL, TS, "sealed"))
    assert [row["table"] for row in written if journal.keys.hashed(TEAM) in row.values()] == ["team_acts"]


# --- forgotten


def everything(journal: Journal) -> list[object]:
    return [value for table in metadata.sorted_tables for row in rows(journal, table) for value in row.values()]


def test_nothing_is_kept_of_a_person_who_is_forgotten(journal: Journal) -> None:
    for number, user in enumerate((USER, OTHER)):
        live(journal, user, f"r{number}")
    me = journal.keys.hashed(USER)
    theirs = ask(journal, user=OTHER)
    journal.feedback.judge(judged(theirs), is_good=True)
    journal.feedback.choose(theirs, USER, PASSAGE)
    before = journal.people.kept_about(OTHER)
    assert everything(journal).count(me) >= 5
    journal.people.forget(USER)
    assert me not in everything(journal)
    assert journal.people.kept_about(USER) == Kept(0, 0, 0, is_subscribed=False)
    assert journal.people.kept_about(OTHER) == before
    assert [len(rows(journal, metadata.tables[name])) for name in ("choices", "feedback", "requests", "notices")] == [
        1,
        1,
        1,
        1,
    ]


def test_a_person_who_answered_for_the_team_is_forgotten_and_the_request_is_not(journal: Journal) -> None:
    live(journal, USER, "r1")
    journal.requests.answer("r1", TEAM, "Oui")
    journal.people.forget(TEAM)
    tables = [name for name, table in metadata.tables.items() if journal.keys.hashed(TEAM) in str(rows(journal, table))]
    assert tables == ["team_acts"]
    request = journal.requests.find("r1")
    assert request
    assert (request.is_handled, request.reply) == (True, "Oui")


def test_who_is_forgotten_can_come_back(journal: Journal) -> None:
    for _ in range(2):
        live(journal, USER, "r1")
        journal.people.forget(USER)
    assert everything(journal) == [*rows(journal, forgotten)[0].values()]
