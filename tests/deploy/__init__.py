"""The recipes of `deploy/`, each run as its reader does, with the tools of Debian: `make deploy-check`."""
