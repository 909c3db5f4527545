"""Folders as people keep them, loaded and asked as the commands do."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eig_bot.cli.app import main

HERE = Path(__file__).parent
Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Typed:
    """Run a command with settings of its own; it gives its exit code and what it wrote on both streams."""
    for name in [name for name in os.environ if name.startswith(("EIG_BOT_", "SLACK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("EIG_BOT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("EIG_BOT_TODAY", "2031-05-12")

    def run(*words: str, lines: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode()), "utf-8"))
        with pytest.raises(SystemExit) as left:
            main(list(words))
        shown = capsys.readouterr()
        return int(left.value.code or 0), shown.out, shown.err

    return run


@pytest.fixture
def asked(typed: Typed) -> Callable[[Path, list[str]], list[dict[str, Any]]]:
    """Ask a folder several questions, in one process."""

    def ask(folder: Path, questions: list[str]) -> list[dict[str, Any]]:
        lines = "".join(json.dumps({"id": str(at), "question": text}) + "\n" for at, text in enumerate(questions))
        code, out, _ = typed("ask", "--batch", "-", "--json", "--knowledge", str(folder), lines=lines)
        assert code == 0
        return [json.loads(line) for line in out.splitlines()]

    return ask
