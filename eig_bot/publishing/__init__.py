"""What the team accepts, on its way into the knowledge repository. Begin with `publisher.py`."""
