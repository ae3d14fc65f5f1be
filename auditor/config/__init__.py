"""What may stand in auditor.toml, and how it is read."""
