"""Who may act for the programme team: decided here and nowhere else. Begin reading at `team.py`."""
