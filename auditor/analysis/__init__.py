"""What several checks ask of a snapshot. Pure."""
