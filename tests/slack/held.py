"""`eig-bot run` that reads its pages when a test lets it: `python -m tests.slack.held run --knowledge FOLDER`."""

import sys
import time
from pathlib import Path

from eig_bot.answers.live import LiveResponder
from eig_bot.config import Settings
from eig_bot.slack import serve
from eig_bot.slack.start import start

GO = "go"
"""The file in the data folder that lets it."""

if __name__ == "__main__":
    settings = Settings.load(Path(sys.argv[-1]))
    responder = serve.Start.responder

    def held(self: serve.Start) -> LiveResponder:
        while not (settings.data / GO).exists():
            time.sleep(0.02)
        return responder(self)

    serve.Start.responder = held  # type: ignore[method-assign]  # what takes long at a start
    start(settings)
