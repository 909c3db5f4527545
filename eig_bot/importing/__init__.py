"""A page of the programme's site -> draft knowledge files (`eig-bot import`)."""
