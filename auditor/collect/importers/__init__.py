"""Posts from files that other tools export."""
