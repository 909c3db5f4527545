"""No file of the data folder tells who asked, and what is forgotten is gone from it."""

from pathlib import Path
from typing import Any

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.config import Settings
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import kept_secret
from eig_bot.journal.redact import MAX_TEXT
from eig_bot.journal.repository import new_id
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.journal.tables import feedback, metadata, questions, requests
from eig_bot.slack.click import Click
from eig_bot.slack.service import AnswerService, Thread
from eig_bot.slack.surface import Surface
from tests.garden import page, write

from .conftest import CHANNEL, PRIVATE, TEAM, TS, USER, ask, judged, live, open_journal, rows

DIGITS = tuple(private.replace(" ", "") for private in PRIVATE)


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
    journal.requests.posted("r1", "1700000009.000900")
    journal.requests.answer("r1", TEAM, "Oui : {} ou {}".format(*PRIVATE))
    assert told_by(data) == []
    journal.requests.delivered("r1")
    journal.close()
    assert told_by(data) == []
    assert secret.encode() not in (data / "journal.sqlite").read_bytes()


def test_no_file_tells_who_asked_or_clicked_where(data: Path, folder: Path) -> None:
    journal = open_journal(data)
    write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet.")})
    service = AnswerService(Settings(knowledge=folder, data=data), LiveResponder(folder), journal)
    service.ask("Une parcelle pour moi, {}, {}".format(*PRIVATE), USER, Surface.MENTION, Thread(CHANNEL, TS))
    assert service.best_effort.first(Click(user=USER, trigger="", value="good", channel=CHANNEL, message_ts=TS).name)
    assert service.best_effort.first(Click(user=USER, trigger="", value="good", view={"id": "V0"}).name)
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


def test_what_was_forgotten_is_not_left_in_the_files(data: Path) -> None:
    journal = open_journal(data)
    live(journal, USER, "r1")
    ask(journal, "une rocaille", minutes=1)
    journal.people.forget(USER)
    journal.close()
    assert b"rocaille" not in written(data)


# --- where a text is cut


@pytest.mark.parametrize("private", PRIVATE)
def test_no_half_of_an_address_or_number_stays_where_a_long_text_is_cut(journal: Journal, private: str) -> None:
    half = private[: len(private) // 2]
    text = ("eau " * MAX_TEXT)[: MAX_TEXT - len(half) - 1] + " " + private
    asked = ask(journal, text)
    journal.feedback.judge(judged(asked), is_good=False)
    journal.feedback.explain(judged(asked), "wrong", text)
    journal.requests.add(Asking(new_id(), text, Recipient(USER)))
    kept = [row[name] for row, name in zip(all_rows(journal), ("text", "comment", "text"), strict=True)]
    assert all(each.startswith("eau eau") for each in kept)
    assert [each[-20:] for each in kept if half in each] == []


def all_rows(journal: Journal) -> list[dict[str, Any]]:
    return [row for each in (questions, feedback, requests) for row in rows(journal, each)]
