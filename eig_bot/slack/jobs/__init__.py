"""What the bot does without being asked: one module a job, found by its name, each with its `run`."""

import sys
from functools import partial

from eig_bot import discovery
from eig_bot.background import BackgroundJob
from eig_bot.slack.bot import SlackBot

PERIOD = 20.0
"""Seconds between two runs of a job: what a stop has left is taken up soon, and looking costs some milliseconds."""


def background_jobs(bot: SlackBot, period: float = PERIOD) -> tuple[BackgroundJob, ...]:
    """Return the jobs of this folder, not started yet: each in a thread of its own, so that none holds up another.

    Args:
        bot: whom they work for.
        period: seconds between the end of a run and the next, of the jobs that have no `PERIOD` of their own; `wake` makes it
            at once.
    """
    found = discovery.modules(sys.modules[__name__])
    return tuple(
        BackgroundJob(job.__name__.rpartition(".")[2], partial(job.run, bot), period=getattr(job, "PERIOD", period))
        for job in found
    )
