"""Checks found, run and scored; results.json."""
