"""What the bot does when Slack tells it something: one module a surface, each with its `register`."""
