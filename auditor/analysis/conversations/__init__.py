"""Who asked what, who answered, and how soon."""
