"""Conversations made of posts, and what they measure."""
