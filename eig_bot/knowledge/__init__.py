"""Files -> passages. Begin with `library.py` (a folder), then `page.py` (one file)."""
