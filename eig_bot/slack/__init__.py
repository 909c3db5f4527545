"""`Answer` -> Slack. Begin with `app.py`, where every listener is registered."""
