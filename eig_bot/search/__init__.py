"""Words -> ranked hits. Begin with `ranker.py`, which fuses what the other modules find."""
