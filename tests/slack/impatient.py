"""`eig-bot run` that does in a second what takes a minute: `python -m tests.slack.impatient run --knowledge FOLDER`."""

import sys
from pathlib import Path

from eig_bot.config import Settings
from eig_bot.slack.start import start
from eig_bot.slack.timing import Timing

OFTEN = Timing(tries=0, call=1, retry=0.1, check=0.3, ping=0.2, silence=0.7)

if __name__ == "__main__":
    start(Settings.load(Path(sys.argv[-1])), OFTEN)
