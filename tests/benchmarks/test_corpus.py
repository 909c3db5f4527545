"""What a question set says of a folder: what answers each question, and which are not the folder's own."""

import json
from pathlib import Path

from benchmarks.corpus import Corpus, read, read_all
from tests.garden import FOLDER


def corpus(folder: Path, *rows: dict[str, object]) -> Corpus:
    file = folder / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return Corpus("jardins", FOLDER, str(file))


def test_a_question_is_answered_on_its_page_or_is_foreign_or_nothing_is_known(tmp_path: Path) -> None:
    known = corpus(tmp_path, {"q": "l'eau ?", "page": "eau"}, {"q": "crêpes", "kind": "far"}, {"q": "?", "page": "lune.md"})
    knowledge, asked = read_all(known)
    assert {knowledge.passages[number].page for number in asked[0].right} == {"eau.md"}
    assert [(bool(one.right), one.is_foreign) for one in asked] == [(True, False), (False, True), (False, False)]
    assert [one.text for one in read(known)[1]] == ["l'eau ?"]
