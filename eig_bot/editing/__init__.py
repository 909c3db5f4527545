"""A change written into a knowledge file, every other byte of which stays as it is."""
