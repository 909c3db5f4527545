"""Values -> Block Kit: pure functions, and the only place that knows its form. `elements.py` has the parts."""
