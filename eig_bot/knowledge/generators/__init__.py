"""What makes a site of the folder, as its configuration tells. Begin with `find.py`; `generator.py` is what it gives."""
