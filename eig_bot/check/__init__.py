"""A knowledge folder -> what the programme team should mend in it (`eig-bot check`). `output.py` shows what the others find."""
