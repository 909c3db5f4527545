"""What strangers, slow lines, malformed payloads and Slack's own habits may do to `eig-bot run`, seen from outside."""
