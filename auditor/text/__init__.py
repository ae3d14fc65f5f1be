"""What words say: pure functions, word lists as data."""
