"""What people showed -> phrasings, each accepted by a person (`eig-bot learn`). Begin with `proposals.py`."""
