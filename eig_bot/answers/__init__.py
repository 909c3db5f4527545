"""Question and thread -> `Answer`. Begin with `responder.py`."""
