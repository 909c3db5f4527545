"""The command line. Begin with `app.py`."""
