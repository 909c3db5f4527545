"""Question sets -> figures (`eig-bot eval`). Begin with `measure.py`."""
