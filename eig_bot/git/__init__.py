"""Knowledge from a Git repository. Begin with `follow.py`; `command.py` is the one way to run git."""
