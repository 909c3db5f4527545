"""No configuration is refused: what is not as it should be is empty."""

import pytest

from eig_bot.knowledge.generators.values import address, from_any, from_yaml, lower, quoted, text, texts, within


@pytest.mark.parametrize("source", ["", "- a", "a: [", "&a [*a]", "a: 2031-13-45", "{{ x }}: 1"])
def test_what_is_no_mapping_is_empty(source: str) -> None:
    assert from_yaml(source) == {}


def test_tags_of_a_tool_are_nothing_and_the_rest_is_read() -> None:
    assert from_yaml("a: !!python/name:os.system\nb: !ENV [X]\nc: d\n") == {"a": None, "b": None, "c": "d"}


def test_toml_and_json_are_read_too() -> None:
    assert from_any('a = "b"') == from_any('{"a": "b"}') == from_any("a: b") == {"a": "b"}


def test_values_of_another_kind_are_empty() -> None:
    assert (lower([1]), text(3), texts("a"), texts(["a", 3])) == ({}, "", [], ["a"])
    assert lower({"baseURL": 1}) == {"baseurl": 1}


def test_a_text_of_a_program_is_the_first_that_its_key_has() -> None:
    assert quoted("x = { url: 'https://a.example', url: `b${c}` }", "url") == "https://a.example"
    assert quoted("url: process.env.URL", "url") == ""


@pytest.mark.parametrize(
    ("parts", "path"), [(("", "docs/"), "docs"), (("a", "./b"), "a/b"), (("./",), ""), (("a", "../b"), "b"), ((), "")]
)
def test_a_path_is_within_the_folder(parts: tuple[str, ...], path: str) -> None:
    assert within(*parts) == path


@pytest.mark.parametrize(
    ("written", "found"), [("https://a.example/b/", "https://a.example/b"), ("http://localhost:80", None), ("a.example", None)]
)
def test_an_address_is_one_of_a_site(written: str, found: str | None) -> None:
    assert address(written) == found
