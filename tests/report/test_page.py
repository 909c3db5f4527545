"""The web page of a report: whole in one file, legible without colour, without script, without sight."""

import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eig_bot.errors import InputError
from eig_bot.journal.usage import Counts, Period
from eig_bot.report.build import Subject
from eig_bot.report.page import as_page, write_page
from tests.garden import SPRING, plainly
from tests.report.reports import EMPTY, REPORT

VOID = {"meta"}


class Read(HTMLParser):
    """The elements of a page, checked to be closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.texts.append(plainly(data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


PAGE = as_page(REPORT)
READ = Read(PAGE)


def test_the_page_is_whole_in_one_file_without_script() -> None:
    assert READ.all("script") == READ.all("link") == READ.all("img") == []
    fetched = [value for _, attributes in READ.elements for name, value in attributes.items() if name in {"src", "xlink:href"}]
    assert fetched == []
    assert not re.search(r"@import|url\(|\bon\w+=", PAGE)
    assert re.findall(r"https?://[^\s\"'<]+", PAGE.replace("http://www.w3.org/2000/svg", "")) == []
    assert "default-src 'none'" in PAGE


def test_what_people_wrote_stays_text() -> None:
    assert "peut-on avoir des <ruches>" in READ.texts
    assert "des ruches ?" in READ.texts
    assert "<ruches>" not in PAGE
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", PAGE)


def test_the_page_is_in_french_and_has_one_title() -> None:
    assert READ.all("html") == [{"lang": "fr"}]
    assert len(READ.all("h1")) == 1
    assert READ.texts.count("Bilan du 4 au 10 avril 2031 : Jardins partagés") == 2


def test_each_part_has_a_heading_that_the_contents_lead_to() -> None:
    names = {attributes["id"] for attributes in READ.all("h2")}
    assert len(names) == len(READ.all("section")) == 11
    assert {f"#{name}" for name in names} == {attributes["href"] for attributes in READ.all("a")}
    assert {attributes["aria-labelledby"] for attributes in READ.all("section")} == names


def test_each_table_has_a_caption_and_column_headings() -> None:
    assert len(READ.all("table")) == len(READ.all("caption")) == 12
    assert {attributes["scope"] for attributes in READ.all("th")} == {"col"}


def test_each_chart_says_what_it_is_and_writes_its_values() -> None:
    assert [plainly(drawing["aria-label"] or "").partition(".")[0] for drawing in READ.all("svg")] == [
        "Diagramme en barres : Questions répondues et retenues, au fil du temps",
        "Diagramme en barres : Raisons des avis « pas utile »",
        "Diagramme en barres : Réponses données par ces passages, cette période et avant",
    ]
    assert {drawing["role"] for drawing in READ.all("svg")} == {"img"}
    assert {"4 avril", "10 avril", "Répondues", "Retenues", "Elle est fausse", "Les ruches", "Cette période"} <= set(READ.texts)


def test_no_two_elements_have_one_name() -> None:
    names = [attributes["id"] for _, attributes in READ.elements if "id" in attributes]
    assert len(names) == len(set(names))


def test_without_anything_to_show_there_is_no_chart() -> None:
    read = Read(as_page(EMPTY))
    assert read.all("svg") == []
    assert "Aucune question n’a été posée." in read.texts


@pytest.mark.parametrize("days", [1, 30, 365])
def test_a_page_of_any_period_is_light(days: int) -> None:
    period = Period.last(SPRING, days)
    parts = tuple((part, Counts(900, 50, 50)) for part in period.parts)
    page = as_page(replace(REPORT, figures=replace(REPORT.figures, period=period, parts=parts)))
    assert len(Read(page).all("svg")) == (2 if days == 1 else 3)
    assert len(page.encode()) < 200_000


def test_a_long_list_is_cut_and_says_so() -> None:
    page = as_page(replace(REPORT, never_asked=tuple(Subject("a.md", (f"B{number}",)) for number in range(1_300))))
    assert "et 1 200 autres" in Read(page).texts


def test_the_page_is_written_and_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "bilan.html"
    page.write_text("l'ancien bilan")
    with page.open() as opened_before:
        write_page(REPORT, page)
        assert opened_before.read() == "l'ancien bilan"
    assert Read(page.read_text(encoding="utf-8")).texts == READ.texts
    assert [*tmp_path.iterdir()] == [page]


@pytest.mark.parametrize("mode", [None, 0o644, 0o666])
def test_the_page_is_for_the_eyes_of_its_owner_alone_whatever_was_there(tmp_path: Path, mode: int | None) -> None:
    page = tmp_path / "bilan.html"
    if mode:
        page.touch()
        page.chmod(mode)
    write_page(REPORT, page)
    assert page.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", ["absent/bilan.html", "plein/bilan.html", "."])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "plein").write_text("un fichier")
    with pytest.raises(InputError, match=re.escape(str(tmp_path / place))):
        write_page(REPORT, tmp_path / place)
    assert [path.name for path in tmp_path.iterdir()] == ["plein"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "lien.html").symlink_to("bilan.html")
    write_page(REPORT, tmp_path / "lien.html")
    assert ((tmp_path / "lien.html").is_symlink(), (tmp_path / "bilan.html").is_file()) == (True, True)


def test_what_is_no_file_is_written_to_and_stays_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube")
    reader = os.open(tmp_path / "tube", os.O_RDONLY | os.O_NONBLOCK)
    write_page(EMPTY, tmp_path / "tube")
    with os.fdopen(reader, encoding="utf-8") as tube:
        assert tube.read().startswith("<!doctype html>")
    assert (tmp_path / "tube").is_fifo()


def test_what_the_team_did_is_on_the_page() -> None:
    place = READ.texts.index("Réponses écrites")
    assert READ.texts[place + 1] == "2"
