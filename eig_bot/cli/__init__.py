"""The command line. Begin with `app.py`; each command is a file of `commands/`."""
