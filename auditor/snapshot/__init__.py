"""The visit on disk."""
