"""A command line of one's own: no settings but ours, what is typed, and what came of it."""

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from eig_bot.cli.app import main
from tests.garden import FOLDER


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: Path) -> None:
    """No settings but ours, and an empty working folder."""
    for name in [name for name in os.environ if name.startswith(("EIG_BOT_", "SLACK_"))] + ["PORT"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EIG_BOT_KNOWLEDGE", str(FOLDER))
    monkeypatch.setenv("EIG_BOT_DATA", str(data))
    monkeypatch.setenv("EIG_BOT_TODAY", "2031-04-10")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str, typed: bytes | io.BytesIO = b"") -> Outcome:
        stream = io.BytesIO(typed) if isinstance(typed, bytes) else typed
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream, "utf-8"))
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        shown = capsys.readouterr()
        return Outcome(int(left.value.code or 0), shown.out, shown.err)

    return run


def lines(*rows: object) -> bytes:
    return "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows).encode()
