"""Who and what is in the fake workspace."""

TEAM = "T0MINIST1"
TEAM_NAME = "Administration"
DOMAIN = "administration-test"
URL = f"https://{DOMAIN}.slack.com/"
APP = "A0EIGBOT1"
BOT = "BBOT00001"
BOT_USER = "UBOT00001"
BOT_NAME = "assistant"

BOT_TOKEN = "xoxb-fake"
APP_TOKEN = "xapp-fake"

PERSON = "Agent Exemple"
PERSON_NAME = "agent.exemple"
USER = "U0AGENT1"
DM = "D0AGENT1"
# The bot is a member of the first channel only.
CHANNEL = "C0PROJET"
OTHER_CHANNEL = "C0AUTRES"
