"""Whose profiles they are, and what they are for."""
