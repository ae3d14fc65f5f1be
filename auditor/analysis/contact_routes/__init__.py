"""Usable ways to reach somebody: what counts as one, and what a page offers. Pure."""
