"""Markdown as others write it -> Markdown that the parser reads: begin at `plain.py`."""
