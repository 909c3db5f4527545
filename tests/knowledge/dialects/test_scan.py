"""What is known of a text while it is gone over."""

import re

from eig_bot.knowledge.dialects.scan import Scan, whole

TEXT = Scan("un\ndeux ]\n\n> \nfin")


def test_a_place_has_a_line_before_it_and_a_paragraph_around_it() -> None:
    assert TEXT.line_before(5) == "de"
    assert TEXT.source[: TEXT.paragraph_end(1)] == "un\ndeux ]"
    assert TEXT.paragraph_end(15) == len(TEXT.source)


def test_what_ends_is_found_behind_a_place() -> None:
    found = TEXT.after(re.compile("]"), 2)
    assert found is not None
    assert found.end() == 9


def test_what_ends_nothing_is_looked_for_once() -> None:
    scan, missing = Scan("un"), re.compile("}")
    assert scan.after(missing, 0) is None
    scan.source = "}"
    assert scan.after(missing, 0) is None


def test_what_opens_its_line_may_stand_in_a_quotation_but_behind_no_word() -> None:
    take = whole(re.compile("(a)b"), r"\1", opens_line=True)
    assert take(Scan("> ab"), 2) == ("a", 4)
    assert take(Scan("x ab"), 2) is None
    assert take(Scan("ac"), 0) is None
    assert whole(re.compile("a"), None)(Scan("a"), 0) == (None, 1)


def test_what_is_known_of_a_text_is_known_when_it_is_gone_over_again() -> None:
    scan = Scan("a")
    assert not scan.again().has_components
    scan.has_components = True
    assert scan.again().has_components
