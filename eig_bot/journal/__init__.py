"""What must be remembered: questions, feedback, requests, notices. Begin with `journal.py`; `tables.py` says what is kept."""
