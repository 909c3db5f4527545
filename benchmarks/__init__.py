"""This bot beside four search libraries, on the same passages and questions. Begin reading at `__main__.py`."""
