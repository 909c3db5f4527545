"""`docs/decap-config.yml` has a field for each key that a knowledge folder may hold, and no other; what it writes is read."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from eig_bot.knowledge.extras import NAMES, read_lexicon, read_lists, read_site
from eig_bot.knowledge.front_matter import OUR_KEYS, read_ours
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.yaml_nodes import FieldError

from .garden import at, plainly

ROOT = Path(__file__).parents[1]
CONFIG = yaml.safe_load((ROOT / "docs" / "decap-config.yml").read_text(encoding="utf-8"))
PAGES, SETTINGS = CONFIG["collections"]
FILES = {Path(file["file"]).name: file for file in SETTINGS["files"]}
Field = Mapping[str, Any]
TEXT, ADDRESS = "arroser : quand", "https://jardins.example/eau/"


def read_off_topic(source: str) -> object:
    return read_lists(source, ("questions",))


READERS: dict[str, Callable[[str], object]] = {
    "site.yml": read_site,
    "lexique.yml": read_lexicon,
    "hors-sujet.yml": read_off_topic,
}


def known(read: Callable[[str], object], source: str) -> set[str]:
    """Return the keys that may stand in the place of one that may not, as the sentence about it lists them."""
    with pytest.raises(FieldError) as refused:
        read(source)
    listed = re.search(r"Les clés possibles sont : (.+)\.$", plainly(str(refused.value)))
    assert listed
    return set(listed[1].split(", "))


def names(fields: list[Field]) -> list[str]:
    return [str(field["name"]) for field in fields]


def under(fields: list[Field], name: str) -> list[Field]:
    """Return the fields of a field."""
    return list(next(field["fields"] for field in fields if field["name"] == name))


def all_fields(fields: list[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from all_fields(list(field.get("fields", ())))


def written(field: Field) -> object:
    """Return a value as Decap writes it for a widget."""
    match field["widget"]:
        case "select" | "number":
            return field["options"][0] if "options" in field else field["max"]
        case "datetime":
            assert field["date_format"] == "YYYY-MM-DD"
            return "2031-05-15"
        case "list" if "fields" in field:
            return [filled(field["fields"])]
        case "list":
            return [written(field["field"])] if "field" in field else ["eau", "puits"]
        case "object":
            return filled(field["fields"])
    pattern = field.get("pattern", [f"^{TEXT}$"])[0]
    return next(sample for sample in (TEXT, ADDRESS, "2031-05-15T23:59") if re.search(pattern, sample))


def filled(fields: list[Field]) -> dict[str, object]:
    return {field["name"]: written(field) for field in fields if field["widget"] != "hidden"}


# --- keys -------------------------------------------------------------------------------------------------------------


def test_a_page_has_a_field_for_each_key_and_for_its_text() -> None:
    assert sorted(names(PAGES["fields"])) == sorted([*OUR_KEYS, "body"])


@pytest.mark.parametrize("key", ["passages", "calls"])
def test_an_item_of_a_page_has_a_field_for_each_key(key: str) -> None:
    assert sorted(names(under(PAGES["fields"], key))) == sorted(known(read_ours, f"title: Aide\n{key}: [{{x: y}}]"))


def test_each_file_of_the_folder_that_is_no_page_has_its_fields() -> None:
    assert set(FILES) == NAMES
    for name, file in FILES.items():
        assert sorted(names(file["fields"])) == sorted(known(READERS[name], "x: y"))


def test_the_questions_to_begin_with_have_a_field_for_each_state_of_a_call() -> None:
    assert sorted(names(under(FILES["site.yml"]["fields"], "prompts"))) == sorted(known(read_site, "prompts: {x: [y]}"))


def test_only_what_the_bot_cannot_do_without_is_required() -> None:
    fields = [*PAGES["fields"], *(field for file in FILES.values() for field in file["fields"])]
    required = [field for field in all_fields(fields) if field.get("required", True) and field["widget"] != "hidden"]
    assert names(required) == ["title", "body", "name", "heading"]


# --- values -----------------------------------------------------------------------------------------------------------


def test_a_page_that_decap_writes_is_read_with_all_that_it_says() -> None:
    values = filled([field for field in PAGES["fields"] if field["name"] != "body"])
    front = read_ours(yaml.safe_dump(values, allow_unicode=True))
    assert front.content == {}
    assert all(getattr(front, key) for key in OUR_KEYS)
    (passage,), (call,) = front.passages, front.calls
    assert (passage.heading, passage.questions, passage.url) == (TEXT, (TEXT,), ADDRESS)
    assert call.opens == call.closes == at("2031-05-15T23:59")


@pytest.mark.parametrize("name", sorted(NAMES))
def test_another_file_that_decap_writes_is_read(name: str) -> None:
    values = filled(FILES[name]["fields"])
    assert values
    assert READERS[name](yaml.safe_dump(values, allow_unicode=True)) != READERS[name]("")


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("opens", ["2031-05-15", "2031-05-15T09:00"], ["15/05/2031", "mai 2031", "2031-05-15 09:00", "2031-05-15T9h"]),
        ("closes", ["2031-05-15", "2031-05-15T23:59"], ["15/05/2031", "2031-05-15T"]),
        ("url", ["https://jardins.example", "/eau/"], ["jardins.example", "https://jardins.example/plan de l'eau"]),
        ("address", ["https://jardins.example"], ["/eau/", "jardins.example"]),
    ],
)
def test_a_value_that_the_bot_would_refuse_is_refused_while_it_is_typed(name: str, good: list[str], bad: list[str]) -> None:
    fields = [*all_fields(PAGES["fields"]), *all_fields(FILES["site.yml"]["fields"])]
    patterns = [field["pattern"] for field in fields if field["name"] == name]
    assert patterns
    for pattern, sentence in patterns:
        assert sentence
        assert [value for value in good if not re.search(pattern, value)] == []
        assert [value for value in bad if re.search(pattern, value)] == []


# --- this programme ---------------------------------------------------------------------------------------------------


def test_the_collections_are_the_folder_of_the_programme() -> None:
    assert (PAGES["folder"], PAGES["extension"]) == ("knowledge", "md")
    assert [file["file"] for file in SETTINGS["files"] if not (ROOT / file["file"]).is_file()] == []


def test_the_audiences_of_the_pages_can_be_chosen() -> None:
    knowledge = Library(ROOT / "knowledge").load()
    used = {passage.audience for passage in knowledge.passages} | {call.audience for call in knowledge.calls}
    fields = [field for field in all_fields(PAGES["fields"]) if field["name"] == "audience"]
    assert len(fields) == 2
    assert all(used - {None} <= set(field["options"]) for field in fields)
