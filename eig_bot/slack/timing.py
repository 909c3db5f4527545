"""How long the bot waits for Slack, and how often it tries: in one place, so that who tries it out can hand in less."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """All but the tries are seconds."""

    tries: int = 3
    """How often a call that failed is made again: over some seconds in all."""
    tries_end: float = 5.0
    """After the first failure, from when on a call is not made again: a Slack that is slow to fail is tried less often."""
    call: int = 10
    """For a connection to Slack, and for each answer over it: ten times what Slack takes on a bad day."""
    longest_wait: float = 2.0
    """Within a call, for a limit of Slack's to be over; what must wait longer is put off. A click lives for three."""
    status: float = 0.5
    """Until it is shown that an answer is under way: nearly all are there before, also of 50 questions at once."""
    status_call: int = 2
    """For that to be shown; an answer that is ready meanwhile waits for it."""
    retry: float = 5.0
    """Between two tries to reach Slack, while it was not reached."""
    check: float = 60.0
    """Between two questions whether Slack still takes the token."""
    late: float = 120.0
    """Since the last such question that was answered, however, after which it is told that none was."""
    ping: float = 10.0
    """Between two pings over the socket."""
    silence: float = 25.0
    """Without an answer to a ping, after which a socket counts as dead: two were lost."""


DEFAULT = Timing()
