"""`eig-bot` on a disk that is full: `python -m tests.slack.without_room run --knowledge FOLDER`."""

import resource
import sys

from eig_bot.cli.app import main

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    main(sys.argv[1:])
