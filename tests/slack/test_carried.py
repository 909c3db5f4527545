"""What comes back with a form or a click is read as this version made it, else it is outdated."""

import pytest

from eig_bot.slack.carried import OutdatedError, chosen_by, chosen_in, metadata_of, text_in
from tests.fake_slack import Payload


def _view(**filled: Payload) -> Payload:
    return {"state": {"values": {name: {name: value} for name, value in filled.items()}}}


def test_what_a_form_carries_is_read() -> None:
    assert metadata_of({"private_metadata": '{"a": 1, "b": 2}'}, "a") == {"a": 1, "b": 2}


@pytest.mark.parametrize("metadata", [None, "", "zibeline", "[1]", '{"b": 1}', "[" * 100_000])
def test_what_it_carries_otherwise_is_outdated(metadata: str | None) -> None:
    with pytest.raises(OutdatedError):
        metadata_of({"private_metadata": metadata}, "a")


@pytest.mark.parametrize(("value", "text"), [(" où ?\n", "où ?"), (None, "")])
def test_what_was_written_is_read(value: str | None, text: str) -> None:
    assert text_in(_view(text={"value": value}), "text") == text


@pytest.mark.parametrize("view", [{}, {"state": None}, {"state": {"values": {"text": {}}}}, _view(other={"value": "où"})])
def test_a_field_that_is_not_there_is_outdated(view: Payload) -> None:
    with pytest.raises(OutdatedError):
        text_in(view, "text")


def test_what_was_chosen_is_read() -> None:
    option = {"selected_option": {"value": "a"}}
    assert chosen_in(_view(reason=option), "reason") == chosen_by({"actions": [option]}) == "a"


@pytest.mark.parametrize("element", [{}, {"selected_option": None}, {"selected_option": {}}])
def test_a_choice_that_was_not_made_is_outdated(element: Payload) -> None:
    with pytest.raises(OutdatedError):
        chosen_by({"actions": [element]})
