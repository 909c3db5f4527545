"""The journal's figures and the folder -> what the team should know and do (`eig-bot report`). Begin with `build.py`."""
