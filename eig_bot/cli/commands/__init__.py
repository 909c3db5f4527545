"""One command a file, of the file's name: `command` parses, calls, shows. A name that Python keeps for itself ends in "_"."""
