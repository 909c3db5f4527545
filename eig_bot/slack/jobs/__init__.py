"""What the bot does without being asked: the digest, notices, what a stop left undone."""
