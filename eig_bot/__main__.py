"""`python -m eig_bot`."""

from eig_bot.cli.app import main

if __name__ == "__main__":
    main()
